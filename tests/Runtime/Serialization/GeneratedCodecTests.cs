using System.Collections.Immutable;
using Krewe.Runtime.Serialization;
using Orleans.Concurrency;
using Orleans.Serialization;

namespace Krewe.Runtime.Tests.Serialization;

public sealed class GeneratedCodecTests
{
    [Fact]
    public void Read_Record_KeepsPositionalAndOtherMembers()
    {
        Person person = new Person("Ann", 30) { Tags = ["a", "b"] }.WithNote("n");
        Person copy = Wire.RoundTrip(person);
        Assert.Equal(("Ann", 30, "n"), (copy.Name, copy.Age, copy.Note));
        Assert.Equal(["a", "b"], copy.Tags);
    }

    [Fact]
    public void Read_DerivedRecordInBaseSlot_KeepsTypeAndAllLevels()
    {
        Person employee = new Employee("Bob", 40, 12.5m) { Manager = new Employee("Cid", 50, 99m) { Tags = ["x"] } };
        Employee copy = Assert.IsType<Employee>(Wire.RoundTrip(employee));
        Assert.Equal(("Bob", 40, 12.5m), (copy.Name, copy.Age, copy.Salary));
        Employee manager = Assert.IsType<Employee>(copy.Manager);
        Assert.Equal("Cid", manager.Name);
        Assert.Equal(["x"], manager.Tags);
    }

    [Fact]
    public void Read_ObjectGraph_KeepsConcreteTypes()
    {
        Drawing drawing = new()
        {
            Shapes = [new Circle { Name = "c", Radius = 2.5 }, new Square(3) { Name = "s" }],
            Anything = new Dictionary<string, object> { ["n"] = 1, ["p"] = new Point(1, 2), ["l"] = new List<Shade> { Shade.Dark } },
            Points = [new Point(1, 2), new Point(3, 4)],
            Shades = new Dictionary<string, Shade> { ["x"] = Shade.Dark },
            More = ImmutableList.Create<Shape>(new Circle { Radius = 1 }),
            Shared = [1, 2],
        };
        Drawing copy = Wire.RoundTrip(drawing);
        Assert.Equal(2.5, Assert.IsType<Circle>(copy.Shapes[0]).Radius);
        Assert.Equal(("s", 3), (copy.Shapes[1].Name, Assert.IsType<Square>(copy.Shapes[1]).Side));
        var anything = Assert.IsType<Dictionary<string, object>>(copy.Anything);
        Assert.Equal(1, anything["n"]);
        Assert.Equal(new Point(1, 2), anything["p"]);
        Assert.Equal([Shade.Dark], Assert.IsType<List<Shade>>(anything["l"]));
        Assert.Equal(drawing.Points, copy.Points);
        Assert.Equal(Shade.Dark, Assert.IsType<Dictionary<string, Shade>>(copy.Shades)["x"]);
        Assert.IsType<Circle>(Assert.Single(Assert.IsType<ImmutableList<Shape>>(copy.More)));
        Assert.Equal([1, 2], copy.Shared!);
    }

    [Fact]
    public void Read_GenericAndNestedTypes_KeepsMembers()
    {
        Pair<string?, List<int>> pair = new() { First = null, Second = [1], Third = 3 };
        Pair<string?, List<int>> copy = Wire.RoundTrip(pair);
        Assert.Null(copy.First);
        Assert.Equal([1], copy.Second!);
        Assert.Equal(3, copy.Third);
        Pair<int, string>.Inner<Guid> inner = new(5, Guid.Parse("00000000-0000-0000-0000-000000000007"));
        Assert.Equal(inner, Wire.RoundTrip(inner));
        Assert.Equal(inner, Wire.ReadObject(Wire.WriteObject(inner)));
    }

    [Fact]
    public void Read_Structs_KeepsMembers()
    {
        Mutable value = new() { Number = 4, @class = 9 };
        value.Say("hi");
        Mutable copy = Wire.RoundTrip(value);
        Assert.Equal((4, "hi", 9), (copy.Number, copy.Text, copy.@class));
        Assert.Equal(new Point(-1, int.MaxValue), Wire.RoundTrip(new Point(-1, int.MaxValue)));
        Assert.Null(Wire.RoundTrip<Point?>(null));
    }

    [Fact]
    public void Read_ConstructorWithoutParameters_RunsInitializersAndSkipsIgnored()
    {
        Required copy = Wire.RoundTrip(new Required { Name = "x", Ignored = 5, Default = 8 });
        Assert.Equal(("x", 8, 0), (copy.Name, copy.Default, copy.Ignored));
    }

    [Fact]
    public void Copy_MutableParts_AreNotShared()
    {
        Person person = new("Ann", 30) { Tags = ["a"] };
        Drawing drawing = new() { Shapes = [new Circle()], Anything = person, Shared = [1] };
        Drawing copy = Codecs.Get<Drawing>().Copy(drawing);
        Assert.NotSame(drawing, copy);
        Assert.NotSame(drawing.Shapes, copy.Shapes);
        Assert.NotSame(drawing.Shapes[0], copy.Shapes[0]);
        Assert.NotSame(person.Tags, Assert.IsType<Person>(copy.Anything).Tags);
        Assert.Same(drawing.Shared, copy.Shared);
    }

    [Fact]
    public void Copy_DerivedInBaseSlot_CopiesAllLevels()
    {
        Person employee = new Employee("Bob", 40, 1m) { Tags = ["t"], Manager = new Person("M", 1) };
        Employee copy = Assert.IsType<Employee>(Codecs.Get<Person>().Copy(employee));
        Assert.Equal(("Bob", 1m, "M"), (copy.Name, copy.Salary, copy.Manager!.Name));
        Assert.NotSame(employee.Tags, copy.Tags);
    }

    [Fact]
    public void Copy_ImmutableTypes_AreShared()
    {
        Label label = new("x", [1]);
        Assert.Same(label, Codecs.Get<Label>().Copy(label));
        ImmutableList<Label> labels = [label];
        Assert.Same(labels, Codecs.Get<ImmutableList<Label>>().Copy(labels));
        Wrapper wrapper;
        static Wrapper Wrap(List<int> shared, List<int> own) => new(shared.AsImmutable(), own);
        wrapper = Wrap([1], [2]);
        Wrapper copy = Codecs.Get<Wrapper>().Copy(wrapper);
        Assert.Same(wrapper.Shared.Value, copy.Shared.Value);
        Assert.NotSame(wrapper.Own, copy.Own);
    }

    [Fact]
    public void Read_TypeWithMembersAddedAndRemoved_KeepsTheOthers()
    {
        SettingsBefore before = new() { Name = "n", Removed = [new Point(1, 2)], Size = 5 };
        SettingsAfter after = Wire.Read<SettingsAfter>(Wire.Write(before));
        Assert.Equal(("n", 5L, "default"), (after.Name, after.Size, after.Added));
        SettingsBefore back = Wire.Read<SettingsBefore>(Wire.Write(new SettingsAfter { Name = "m", Size = 6, Added = "a", AddedShape = new Circle() }));
        Assert.Equal(("m", 6, null), (back.Name, back.Size, back.Removed));
    }

    [Fact]
    public void Write_Cycle_SaysThatValuesAreTrees()
    {
        Tree tree = new();
        tree.Left = tree;
        Assert.Contains("KRW7102", Assert.Throws<SerializerException>(() => Wire.Write(tree)).Message, StringComparison.Ordinal);
        Assert.Contains("KRW7102", Assert.Throws<SerializerException>(() => Codecs.Get<Tree>().Copy(tree)).Message, StringComparison.Ordinal);
        // The thread's count is back at zero.
        Assert.NotNull(Codecs.Get<Tree>().Copy(Chain(120)));
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Write_DepthLimit_IsExact(int depth, bool allowed)
    {
        Tree tree = Chain(depth);
        if (allowed)
        {
            Assert.Equal(depth, Wire.RoundTrip(tree).Value);
            Assert.Equal(depth, Codecs.Get<Tree>().Copy(tree).Value);
        }
        else
        {
            Assert.Throws<SerializerException>(() => Wire.Write(tree));
            Assert.Throws<SerializerException>(() => Codecs.Get<Tree>().Copy(tree));
        }
    }

    [Fact]
    public void Get_UnmarkedType_SaysWhatToAdd()
    {
        CodecNotFoundException error = Assert.Throws<CodecNotFoundException>(() => Codecs.Get<Unmarked>());
        Assert.Contains("Unmarked", error.Message, StringComparison.Ordinal);
        Assert.Contains("[GenerateSerializer]", error.Message, StringComparison.Ordinal);
        Assert.Throws<CodecNotFoundException>(() => Wire.WriteObject(new Unmarked()));
        Assert.Throws<CodecNotFoundException>(() => Wire.WriteObject(Colour.Green));
    }

    private static Tree Chain(int depth)
    {
        Tree? tree = null;
        for (int i = 1; i <= depth; i++)
        {
            tree = new Tree { Value = i, Left = tree };
        }

        return tree!;
    }
}
