using Krewe.Errors;
using Krewe.Silo.Admin;
using Krewe.Testing.Processes;

namespace Krewe.Silo.Tests.Admin;

public sealed class AdminTokenTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TemporaryDirectory _data = new();

    private string TokenPath => Path.Combine(_data.Path, AdminToken.FileName);

    public void Dispose() => _data.Dispose();

    [Fact]
    public void LoadOrCreate_NoFile_MakesOneForItsOwnerOnly()
    {
        var token = AdminToken.LoadOrCreate(_data.Path);

        Assert.Equal(43, token.Value.Length);
        Assert.Equal(token.Value + "\n", File.ReadAllText(TokenPath));
        Assert.Equal(TokenPath, token.Path);
        Assert.Equal([TokenPath], Directory.GetFiles(_data.Path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(TokenPath));
        }
    }

    [Fact]
    public void LoadOrCreate_FileOfAnEarlierStart_IsUsedAgain() =>
        Assert.Equal(AdminToken.LoadOrCreate(_data.Path).Value, AdminToken.LoadOrCreate(_data.Path).Value);

    [Fact]
    public void LoadOrCreate_TwoDirectories_DifferentTokens()
    {
        using var other = new TemporaryDirectory();

        Assert.NotEqual(AdminToken.LoadOrCreate(_data.Path).Value, AdminToken.LoadOrCreate(other.Path).Value);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void LoadOrCreate_FileThatOthersCouldUse_IsReplaced(UnixFileMode more)
    {
        var before = AdminToken.LoadOrCreate(_data.Path).Value;
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(TokenPath, OwnerOnly | more);

        Assert.NotEqual(before, AdminToken.LoadOrCreate(_data.Path).Value);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(TokenPath));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public void LoadOrCreate_DamagedFile_IsReplaced(string content)
    {
        _ = AdminToken.LoadOrCreate(_data.Path);
        File.WriteAllText(TokenPath, content);

        Assert.Equal(43, AdminToken.LoadOrCreate(_data.Path).Value.Length);
    }

    [Fact]
    public void LoadOrCreate_Link_IsReplacedAndItsTargetLeftAlone()
    {
        var target = Path.Combine(_data.Path, "elsewhere");
        File.WriteAllText(target, new string('A', 43));
        File.CreateSymbolicLink(TokenPath, target);

        Assert.NotEqual(new string('A', 43), AdminToken.LoadOrCreate(_data.Path).Value);
        Assert.Equal(new string('A', 43), File.ReadAllText(target));
    }

    [Fact]
    public void LoadOrCreate_NoDirectory_SaysWhere()
    {
        var problem = Assert.Throws<KreweException>(() => AdminToken.LoadOrCreate(Path.Combine(_data.Path, "absent"))).Problem;

        Assert.Equal(ErrorCodes.DataDirectoryUnusable, problem.Code);
        Assert.Contains("absent", problem.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Matches_OnlyTheToken()
    {
        var token = AdminToken.LoadOrCreate(_data.Path);

        Assert.True(token.Matches(token.Value));
        Assert.False(token.Matches(""));
        Assert.False(token.Matches(token.Value.AsSpan()[..^1]));
        Assert.False(token.Matches(token.Value + "A"));
        Assert.False(token.Matches((token.Value[0] == 'A' ? 'B' : 'A') + token.Value.Substring(1)));
        Assert.False(token.Matches(new string('\u00e4', 43)));
        Assert.False(token.Matches(new string('\ud800', 43)));
    }
}
