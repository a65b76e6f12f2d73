global using Krewe.Conformance.Tests.Support;
global using Orleans;
global using Orleans.Concurrency;
global using Orleans.Runtime;
