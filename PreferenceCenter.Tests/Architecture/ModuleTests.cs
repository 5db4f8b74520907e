using Xunit;

namespace PreferenceCenter.Tests.Architecture;

/// <summary>Tests that each module of the program imports only the modules it may import.</summary>
public sealed class ModuleTests
{
    [Fact]
    public void No_room_knows_more_than_it_may()
    {
        var project = Path.Combine(Repository.Root, "PreferenceCenter");
        var sources = Directory
            .EnumerateFiles(project, "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(project, f).Replace('\\', '/'))
            .Where(f =>
                !f.StartsWith("obj/", StringComparison.Ordinal) && !f.StartsWith("bin/", StringComparison.Ordinal)
            )
            .ToArray();
        Assert.True(sources.Length > 50, "the sources were not found");
        Assert.Empty(sources.SelectMany(f => ModuleRules.Violations(f, File.ReadAllText(Path.Combine(project, f)))));
    }

    [Theory]
    [InlineData("Domain/Gate.cs", "using PreferenceCenter.Data;")]
    [InlineData("Links/LinkMint.cs", "using PreferenceCenter.Data;")]
    [InlineData("Mail/Dispatcher.cs", "PreferenceCenter.Links.LinkKeys keys")]
    [InlineData("Shared/Page.cs", "using PreferenceCenter.Domain;")]
    [InlineData("Office/ConsoleDoor.cs", "using PreferenceCenter.Features.Home;")]
    [InlineData("Features/Undo/UndoHandler.cs", "using PreferenceCenter.Features.Confirm;")]
    [InlineData("Ledger/ChangeWriter.cs", "using PreferenceCenter.Mail.Views;")]
    public void A_planted_violation_is_found(string path, string line) =>
        Assert.NotEmpty(ModuleRules.Violations(path, line));

    [Theory]
    [InlineData("Features/Undo/UndoHandler.cs", "using PreferenceCenter.Features.Undo;")]
    [InlineData("Features/Undo/UndoHandler.cs", "using PreferenceCenter.Mail.Views;")]
    [InlineData("Ledger/Batch.cs", "using PreferenceCenter.Ledger.Log;")]
    public void What_is_allowed_is_not(string path, string line) => Assert.Empty(ModuleRules.Violations(path, line));
}
