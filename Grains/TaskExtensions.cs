namespace Krewe.Grains;

internal static class TaskExtensions
{
    /// <summary>
    /// Lets work of the grain go on beside the turn that began it. Its continuations stay on the activation's scheduler;
    /// the work handles its own failures.
    /// </summary>
    public static void Ignore(this Task task) => _ = task;
}
