namespace Krewe.Runtime.Turns;

/// <summary>Work that its owner queues again and again, without an object for each time.</summary>
internal interface ITurn
{
    void Run();
}
