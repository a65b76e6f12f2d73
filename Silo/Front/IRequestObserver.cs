namespace Krewe.Silo.Front;

/// <summary>Is told of every finished request. Returns at once and does not throw.</summary>
internal interface IRequestObserver
{
    void RequestFinished(in RequestRecord record);
}
