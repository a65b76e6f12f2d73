using System.Runtime.CompilerServices;

// Only blittable structures cross the border: what the runtime would have to convert does not compile.
[assembly: DisableRuntimeMarshalling]
