namespace Krewe.Nvml.Tests.Results;

public sealed class NvmlReturnTests
{
    [Theory]
    [InlineData(0, NvmlReturnClass.Ok)]
    [InlineData(1, NvmlReturnClass.LibraryDead)]
    [InlineData(2, NvmlReturnClass.Caller)]
    [InlineData(3, NvmlReturnClass.Unsupported)]
    [InlineData(4, NvmlReturnClass.Caller)]
    [InlineData(5, NvmlReturnClass.Caller)]
    [InlineData(6, NvmlReturnClass.NoData)]
    [InlineData(7, NvmlReturnClass.Retry)]
    [InlineData(8, NvmlReturnClass.DeviceLost)]
    [InlineData(9, NvmlReturnClass.LibraryDead)]
    [InlineData(10, NvmlReturnClass.NoData)]
    [InlineData(11, NvmlReturnClass.DeviceLost)]
    [InlineData(12, NvmlReturnClass.LibraryDead)]
    [InlineData(13, NvmlReturnClass.Unsupported)]
    [InlineData(14, NvmlReturnClass.NoData)]
    [InlineData(15, NvmlReturnClass.DeviceLost)]
    [InlineData(16, NvmlReturnClass.DeviceLost)]
    [InlineData(17, NvmlReturnClass.Caller)]
    [InlineData(18, NvmlReturnClass.LibraryDead)]
    [InlineData(19, NvmlReturnClass.Retry)]
    [InlineData(20, NvmlReturnClass.Retry)]
    [InlineData(21, NvmlReturnClass.NoData)]
    [InlineData(22, NvmlReturnClass.Unsupported)]
    [InlineData(23, NvmlReturnClass.Retry)]
    [InlineData(24, NvmlReturnClass.Caller)]
    [InlineData(25, NvmlReturnClass.Unsupported)]
    [InlineData(26, NvmlReturnClass.Unsupported)]
    [InlineData(27, NvmlReturnClass.NoData)]
    [InlineData(28, NvmlReturnClass.NoData)]
    [InlineData(29, NvmlReturnClass.Caller)]
    [InlineData(30, NvmlReturnClass.Unsupported)]
    [InlineData(999, NvmlReturnClass.Retry)]
    [InlineData(12345, NvmlReturnClass.Retry)]
    public void Classify_EveryCode_SaysWhatToDo(int code, NvmlReturnClass expected) => Assert.Equal(expected, ((NvmlReturn)code).Classify());

    [Fact]
    public void Classify_AllCodes_AreTriedAbove() => Assert.Equal(32, Enum.GetValues<NvmlReturn>().Length);

    [Theory]
    [InlineData(NvmlFunction.Init, NvmlReturnClass.LibraryDead)]
    [InlineData(NvmlFunction.DeviceGetHandleByIndex, NvmlReturnClass.LibraryDead)]
    [InlineData(NvmlFunction.DeviceGetPowerUsage, NvmlReturnClass.Retry)]
    public void Classify_Unknown_DependsOnTheFunction(NvmlFunction function, NvmlReturnClass expected) =>
        Assert.Equal(expected, NvmlReturn.Unknown.Classify(function));

    [Theory]
    [InlineData(NvmlFunction.Init, NvmlReturn.NoPermission, NvmlReturnClass.Caller)]
    [InlineData(NvmlFunction.DeviceGetHandleByPciBusId, NvmlReturn.NotFound, NvmlReturnClass.NoData)]
    public void Classify_OtherCodes_DoNot(NvmlFunction function, NvmlReturn code, NvmlReturnClass expected) => Assert.Equal(expected, code.Classify(function));

    [Fact]
    public void Exception_OfACall_NamesFunctionAndCode()
    {
        var exception = new NvmlException(NvmlFunction.DeviceGetPowerUsage, NvmlReturn.GpuIsLost);
        Assert.Equal("nvmlDeviceGetPowerUsage gave 15 (GpuIsLost)", exception.Message);
        Assert.Equal(NvmlReturnClass.DeviceLost, exception.Class);
    }
}
