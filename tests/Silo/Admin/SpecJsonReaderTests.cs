using System.Text;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Errors;
using Krewe.Silo.Admin.Json;
using Krewe.Specs;

namespace Krewe.Silo.Tests.Admin;

public sealed class SpecJsonReaderTests
{
    [Fact]
    public void Read_WhatTheApiShows_GivesTheSameSpec()
    {
        var spec = SampleCluster.Spec("digits") with
        {
            Region = "north",
            Class = ServiceClass.Batch,
            Timeout = TimeSpan.FromMilliseconds(1_500),
            Backend = new BackendSpec { Command = "/opt/server", Arguments = ["--port", "{port}"], WorkingDirectory = "/opt" },
        };

        Assert.Equal(spec, Read(JsonSerializer.Serialize(spec, KreweJson.Options)));
    }

    [Fact]
    public void Read_NoRegion_IsTheSilos() => Assert.Equal("west", Read("""{"name":"m","backend":{"command":"server"}}""").Region);

    [Theory]
    [InlineData("""{"name":"m",""", ErrorCodes.SpecSyntax, "line 1, byte 12", "")]
    [InlineData("{\n  \"name\": oops\n}", ErrorCodes.SpecSyntax, "line 2, byte 11", "")]
    [InlineData("", ErrorCodes.SpecSyntax, "line 1, byte 1", "")]
    [InlineData("""{"name":"m","name":"n","backend":{"command":"s"}}""", ErrorCodes.SpecSyntax, "body", "name")]
    [InlineData("[]", ErrorCodes.SpecInvalid, "body", "an array")]
    [InlineData("null", ErrorCodes.SpecInvalid, "body", "null")]
    [InlineData("""{"name":"m","replica":2,"backend":{"command":"s"}}""", ErrorCodes.SpecUnknownKey, "replica", "did you mean 'replicas'")]
    [InlineData("""{"name":"m","backend":{"comand":"s"}}""", ErrorCodes.SpecUnknownKey, "backend.comand", "did you mean 'command'")]
    [InlineData("""{"name":"m","colour":1,"backend":{"command":"s"}}""", ErrorCodes.SpecUnknownKey, "colour", "valid: name, tenant")]
    [InlineData("""{"name":"m"}""", ErrorCodes.SpecMissingKey, "backend", "missing")]
    [InlineData("""{"backend":{"command":"s"}}""", ErrorCodes.SpecMissingKey, "name", "missing")]
    [InlineData("""{"name":"m","queue":null,"backend":{"command":"s"}}""", ErrorCodes.SpecInvalid, "queue", "null")]
    [InlineData("""{"name":"m","queue":3,"backend":{"command":"s"}}""", ErrorCodes.SpecInvalid, "queue", "a number")]
    [InlineData("""{"name":null,"backend":{"command":"s"}}""", ErrorCodes.SpecInvalid, "name", "null")]
    [InlineData("""{"name":"m","backend":{"command":"s","arguments":[null]}}""", ErrorCodes.SpecInvalid, "backend.arguments[0]", "null")]
    [InlineData("""{"name":"m","backend":{"command":"s","environment":{"A":null}}}""", ErrorCodes.SpecInvalid, "backend.environment.A", "null")]
    [InlineData("""{"name":"m","replicas":"two","backend":{"command":"s"}}""", ErrorCodes.SpecInvalid, "replicas", "type")]
    [InlineData("""{"name":"m","replicas":99999999999,"backend":{"command":"s"}}""", ErrorCodes.SpecInvalid, "replicas", "type")]
    [InlineData("""{"name":"m","timeout":1e300,"backend":{"command":"s"}}""", ErrorCodes.SpecInvalid, "timeout", "range")]
    [InlineData("""{"name":"m","timeout":"5s","backend":{"command":"s"}}""", ErrorCodes.SpecInvalid, "timeout", "type")]
    [InlineData("""{"name":"m","class":1,"backend":{"command":"s"}}""", ErrorCodes.SpecInvalid, "class", "type")]
    [InlineData("""{"name":"m","class":"urgent","backend":{"command":"s"}}""", ErrorCodes.SpecInvalid, "class", "type")]
    [InlineData("""{"name":"m","replicas":-1,"backend":{"command":"s"}}""", ErrorCodes.SpecInvalid, "replicas", "0 to 1000")]
    [InlineData("""{"name":"m","backend":{"command":"bin/server"}}""", ErrorCodes.SpecInvalid, "backend.command", "relative path")]
    [InlineData("""{"name":"m","backend":{"command":"../server"}}""", ErrorCodes.SpecInvalid, "backend.command", "relative path")]
    [InlineData("""{"name":"m","backend":{"command":"s","working_directory":"x"}}""", ErrorCodes.SpecInvalid, "backend.directory", "absolute")]
    [InlineData("""{"name":"m","backend":{"command":"s","url":"http://a:1"}}""", ErrorCodes.SpecInvalid, "backend", "exactly one")]
    public void Read_Bad_SaysWhatAndWhere(string body, string code, string where, string text)
    {
        var problem = Assert.Throws<KreweException>(() => Read(body)).Problem;

        Assert.Equal((code, where), (problem.Code, problem.Where));
        Assert.Contains(text, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralProblems_AllAtOnce()
    {
        var problem = Assert.Throws<KreweException>(() => Read("""{"nam":"m","backend":{"comand":"s","url":null},"queue":null}""")).Problem;

        Assert.Equal(
            ["nam", "backend.comand", "queue", "name"],
            problem.Reasons.Select(reason => reason[..reason.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData(31, ErrorCodes.SpecUnknownKey)]
    [InlineData(100_000, ErrorCodes.SpecSyntax)]
    public void Read_Deep_IsRefused(int depth, string code) =>
        Assert.Equal(code, Assert.Throws<KreweException>(() => Read("""{"x":""" + new string('[', depth) + new string(']', depth) + "}")).Problem.Code);

    private static ModelSpec Read(string body) => SpecJsonReader.Read(Encoding.UTF8.GetBytes(body), "west");
}
