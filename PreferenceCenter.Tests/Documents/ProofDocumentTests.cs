using System.Reflection;
using System.Text.Json;
using PreferenceCenter.ConsentEvidence.Proof;
using PreferenceCenter.Ledger.Events;
using Xunit;

namespace PreferenceCenter.Tests.Documents;

/// <summary>Tests that docs/consent-proof.md explains every member of the file.</summary>
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
}
