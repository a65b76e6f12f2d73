// A client with several addresses: kill the silo that it talks to, and no request fails.
//   dotnet run --project samples/client-failover -- http://127.0.0.1:8080 http://127.0.0.1:8090
using Krewe.Client;
using Krewe.Client.Inference;
using Krewe.Errors;

const int Requests = 150;
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: ClientFailoverSample URL URL...");
    return 2;
}

KreweOptions options = new() { MaxRetries = 10, Deadline = TimeSpan.FromSeconds(30) };
foreach (string address in args)
    options.Addresses.Add(new Uri(address));

using KreweClient client = new(options);
float[] blank = new float[64];
int answered = 0, failed = 0, retries = 0;
for (int i = 0; i < Requests; i++)
{
    try
    {
        InferResult answer = await client.InferAsync(new InferRequest("digits", InferInput.Create("image", blank, 1, 64)));
        answered++;
        retries += answer.Attempts - 1;
    }
    catch (KreweException exception)
    {
        failed++;
        Console.Error.WriteLine(exception.Problem);
    }

    if (answered == 25)
        Console.WriteLine("25 answered");
    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
}

Console.WriteLine($"{answered} answered, {failed} failed, {retries} retries");
return failed == 0 ? 0 : 1;
