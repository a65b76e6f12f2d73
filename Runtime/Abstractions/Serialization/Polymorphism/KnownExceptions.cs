using System.Runtime.CompilerServices;
using Orleans.Serialization;

namespace Krewe.Runtime.Serialization;

/// <summary>The exceptions of the base library and of the grain API that keep their type on the wire.</summary>
internal static class KnownExceptions
{
    private static readonly Type[] Library =
    [
        typeof(Exception), typeof(SystemException), typeof(ApplicationException), typeof(AggregateException), typeof(ArgumentException),
        typeof(ArgumentNullException), typeof(ArgumentOutOfRangeException), typeof(ArithmeticException), typeof(ArrayTypeMismatchException),
        typeof(DivideByZeroException), typeof(FormatException), typeof(IndexOutOfRangeException), typeof(InsufficientExecutionStackException),
        typeof(InvalidCastException), typeof(InvalidOperationException), typeof(KeyNotFoundException), typeof(NotImplementedException),
        typeof(NotSupportedException), typeof(NullReferenceException), typeof(ObjectDisposedException), typeof(OperationCanceledException),
        typeof(OutOfMemoryException), typeof(OverflowException), typeof(PlatformNotSupportedException), typeof(RankException),
        typeof(TaskCanceledException), typeof(TimeoutException), typeof(UnauthorizedAccessException), typeof(UriFormatException),
        typeof(System.Diagnostics.UnreachableException), typeof(IOException), typeof(DirectoryNotFoundException), typeof(EndOfStreamException),
        typeof(FileNotFoundException), typeof(InvalidDataException), typeof(PathTooLongException), typeof(System.Security.SecurityException),
        typeof(System.Text.Json.JsonException), typeof(System.Net.Http.HttpRequestException),
    ];

    private static readonly Dictionary<string, Type> ByName = Library
        .Concat(typeof(SerializerException).Assembly.GetExportedTypes().Where(IsOwn))
        .ToDictionary(type => type.FullName!, StringComparer.Ordinal);

    /// <summary>An exception of that type, to be filled; null when the type is not known.</summary>
    public static Exception? Create(string fullName) =>
        ByName.TryGetValue(fullName, out Type? type) ? New(type) : null;

    private static Exception New(Type type) => type == typeof(AggregateException)
        ? new AggregateException()
        : (Exception)RuntimeHelpers.GetUninitializedObject(type);

    private static bool IsOwn(Type type) => typeof(Exception).IsAssignableFrom(type) && !type.IsAbstract && !type.ContainsGenericParameters
        && type != typeof(UnavailableExceptionFallbackException);
}
