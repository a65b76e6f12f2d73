using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Krewe.Samples.Tests;

public sealed class TrainingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public async Task Train_SameSeed_SameWeightsThatTheServerTakes()
    {
        await WriteDigitsAsync();

        byte[] first = await TrainAsync("7", "first.bin");
        byte[] second = await TrainAsync("7", "second.bin");
        byte[] other = await TrainAsync("8", "other.bin");

        Assert.True(first.AsSpan().SequenceEqual(second), "the same seed gave other weights");
        Assert.False(first.AsSpan().SequenceEqual(other), "another seed gave the same weights");
        Assert.InRange(first.Length, 1, 200_000);
        await using ServerProcess server = ServerProcess.DotNet(DigitsServerFixture.Assembly, "--port", "0", "--weights", PathOf("first.bin"));
        using HttpClient client = await server.ListeningAsync();
        // The digits learned from were noisy copies of these ten: what was trained is what is served.
        JsonElement answer = (await client.PostJsonAsync("/v2/models/digits/infer", DigitsRequest.Example("ten.json"))).Answer;
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], answer.Output("label"));
    }

    [Theory]
    [InlineData("1,2,3", ":1: expected 64 values")]
    [InlineData("", "0 digits of class 0")]
    public async Task Train_BadData_SaysWhere(string line, string why)
    {
        await WriteAsync(line.Length == 0 ? [] : [line]);
        await using ServerProcess process = Train("1", "weights.bin");

        Assert.Equal(1, await process.ExitedAsync());
        Assert.Contains(why, process.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);

    private ServerProcess Train(string seed, string weights) => ServerProcess.DotNet(
        Repository.Built("digits/Training", "Digits.Training"),
        "--data", PathOf("digits.csv.gz"), "--out", PathOf(weights), "--seed", seed, "--epochs", "12");

    private async Task<byte[]> TrainAsync(string seed, string weights)
    {
        await using ServerProcess process = Train(seed, weights);
        int code = await process.ExitedAsync();
        Assert.True(code == 0, process.Errors);
        return await File.ReadAllBytesAsync(PathOf(weights));
    }

    // Twelve noisy copies of each committed digit.
    private async Task WriteDigitsAsync()
    {
        Random random = new(42);
        float[][] ten = DigitsRequest.Ten();
        await WriteAsync(Enumerable.Range(0, 120).Select(i =>
        {
            IEnumerable<float> noisy = ten[i % 10].Select(pixel => Math.Clamp(pixel + random.Next(-1, 2), 0, 16));
            return string.Join(',', noisy.Select(pixel => pixel.ToString(CultureInfo.InvariantCulture))) + $",{i % 10}";
        }));
    }

    private async Task WriteAsync(IEnumerable<string> lines)
    {
        await using StreamWriter writer = new(new GZipStream(File.Create(PathOf("digits.csv.gz")), CompressionLevel.Fastest));
        foreach (string line in lines)
            await writer.WriteLineAsync(line);
    }
}
