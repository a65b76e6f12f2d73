namespace Krewe.Storage.Tests.State;

public enum StorageKind
{
    Sqlite,
    Postgres,
}
