using System.Reflection;
using System.Text.Json;
using PreferenceCenter.ConsentEvidence.Proof;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Tests.Features;
using Xunit;

namespace PreferenceCenter.Tests.Documents;

/// <summary>Tests that docs/consent-proof.md explains every member of the file, and that its commands work.</summary>
public sealed class ProofDocumentTests
{
    [Theory]
    [InlineData(typeof(ConsentProof))]
    [InlineData(typeof(ProvenPerson))]
    [InlineData(typeof(ProvenStatus))]
    [InlineData(typeof(ProvenConsent))]
    [InlineData(typeof(ProvenEvent))]
    [InlineData(typeof(ProvenActor))]
    [InlineData(typeof(ProvenEvidence))]
    [InlineData(typeof(ProvenPosition))]
    [InlineData(typeof(ProvenWording))]
    [InlineData(typeof(ProvenForm))]
    [InlineData(typeof(Evidence))]
    public void It_explains_every_member(Type part)
    {
        var document = Document.Read("consent-proof.md");
        var members = part.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))
            .ToList();
        Assert.NotEmpty(members);
        Assert.DoesNotContain(
            members,
            m =>
                !document.Contains($"`{m}`", StringComparison.Ordinal)
                && !document.Contains($"`{m}[]`", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Its_commands_work_as_they_stand()
    {
        await using var rig = await CommandRig.NewAsync();
        (await ImportAsync(rig, "ada", "bob")).Done();
        Directory.CreateDirectory(Path.Combine(rig.Folder, "kept-emails"));
        rig.Write("kept-emails/monday.txt", (await rig.RunAsync("ledger", "checkpoint")).Done());
        (await ImportAsync(rig, "cleo")).Done();
        rig.Write("kept-emails/tuesday.txt", (await rig.RunAsync("ledger", "checkpoint")).Done());
        (await ImportAsync(rig, "dora")).Done();
        rig.Write(
            "log-signing.pub",
            File.ReadAllText(Path.Combine(rig.Folder, "data", "keys", LogSigningKeyFile.PublicName))
        );

        var commands = DocumentedCommands.Of("consent-proof.md");
        Assert.True(commands.Count >= 6, string.Join('\n', commands));
        foreach (var command in commands)
        {
            var run = await DocumentedCommands.RunAsync(rig, command);
            if (command.Contains("verify-receipt", StringComparison.Ordinal))
                Assert.StartsWith("ok ", run.Out, StringComparison.Ordinal);
        }
    }

    private static Task<CommandRun> ImportAsync(CommandRig rig, params string[] names) =>
        rig.RunAsync(
            "import",
            rig.Write(
                "list.csv",
                "email,topics,consent_at,consent_text\n"
                    + string.Concat(names.Select(name => $"{name}@example.org,news,2026-05-01,Yes\n"))
            )
        );
}
