using System.Reflection;
using System.Text.RegularExpressions;
using Krewe.Errors;

namespace Krewe.Abstractions.Tests.Errors;

public sealed partial class ErrorCodesTests
{
    private static readonly (string Name, string Code)[] All =
        [.. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (field.Name, (string)field.GetRawConstantValue()!))];

    [Fact]
    public void Codes_AreUnique() => Assert.Empty(All.GroupBy(entry => entry.Code).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Codes_HaveTheirForm() => Assert.All(All, entry => Assert.Matches(Form(), entry.Code));

    [Fact]
    public void Problem_Text_CodeWhereMessage()
    {
        var problem = new Problem { Code = ErrorCodes.SpecInvalid, Message = "'x' is not valid", Where = "name" };

        Assert.Equal("KRW2001: name: 'x' is not valid", problem.ToString());
        Assert.Equal("KRW2001: 'x' is not valid", (problem with { Where = null }).ToString());
        Assert.Equal(problem.ToString(), new KreweException(problem).Message);
    }

    [GeneratedRegex("^KRW[1-7][0-9]{3}$")]
    private static partial Regex Form();
}
