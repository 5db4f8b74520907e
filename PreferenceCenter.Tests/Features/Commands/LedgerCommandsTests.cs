using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.ConsentEvidence.Receipts;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Commands;

/// <summary>Tests the <c>ledger</c> commands.</summary>
public sealed class LedgerCommandsTests
{
    [DatabaseFact]
    public async Task A_whole_log_is_ok_with_its_size()
    {
        await using var rig = await CommandRig.WithPeopleAsync();
        Assert.Equal(
            $"ok 1 {rig.Count("Seals")} {rig.Count("LedgerEvents")}\n",
            (await rig.RunAsync("ledger", "verify")).Done()
        );
        Assert.Equal("ok 20\n", (await rig.RunAsync("ledger", "rebuild", "--check")).Done());
        Assert.Contains("\"ok\":true", (await rig.RunAsync("ledger", "verify", "--json")).Done());
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-17")]
    public async Task What_was_tampered_with_is_one_and_named()
    {
        await using var rig = await CommandRig.WithPeopleAsync();
        using (var raw = rig.Stored.Raw())
            raw.Unprotect("LedgerEvents");
        rig.Execute(
            """UPDATE "LedgerEvents" SET "Value" = 3 WHERE "Seq" = 1 AND "Kind" = 2 AND "Position" = (SELECT MAX("Position") FROM "LedgerEvents")"""
        );
        var verify = await rig.RunAsync("ledger", "verify");
        Assert.Equal(1, verify.ExitCode);
        Assert.StartsWith("bad 0 ", verify.Out);
        var rebuild = await rig.RunAsync("ledger", "rebuild", "--check");
        Assert.Equal(1, rebuild.ExitCode);
        Assert.StartsWith("differs ", rebuild.Out);
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-17")]
    public async Task A_checkpoint_kept_elsewhere_shows_a_past_that_was_cut()
    {
        await using var rig = await CommandRig.WithPeopleAsync();
        var goBackAsync = await rig.Stored.KeepAsync();
        (await rig.RunAsync("unsubscribe", "p3@example.org")).Done();
        var checkpoint = rig.Write("checkpoint.txt", (await rig.RunAsync("ledger", "checkpoint")).Done());
        (await rig.RunAsync("ledger", "verify", "--checkpoint", checkpoint, "--public-key", rig.PublicKeyFile)).Done();
        await goBackAsync();
        (await rig.RunAsync("ledger", "verify")).Done();
        var cut = await rig.RunAsync("ledger", "verify", "--checkpoint", checkpoint);
        Assert.Equal(1, cut.ExitCode);
        Assert.StartsWith("bad 0 ", cut.Out);
        Assert.Contains("No --public-key", cut.Error);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Files_that_hold_none_are_three_and_anothers_checkpoint_is_one()
    {
        await using var rig = await CommandRig.WithPeopleAsync();
        var nonsense = rig.Write("nonsense.txt", "nothing of the kind\n");
        Assert.Equal(3, (await rig.RunAsync("ledger", "verify", "--checkpoint", nonsense)).ExitCode);
        Assert.Equal(3, (await rig.RunAsync("ledger", "verify", "--public-key", nonsense)).ExitCode);
        Assert.Equal(
            3,
            (await rig.RunAsync("ledger", "verify", "--checkpoint", Path.Combine(rig.Folder, "no-such-file"))).ExitCode
        );
        await using var other = await CommandRig.NewAsync(topics: false);
        _ = (await other.RunAsync("ledger", "checkpoint")).Done();
        var kept = rig.Write("kept.txt", (await rig.RunAsync("ledger", "checkpoint")).Done());
        var run = await rig.RunAsync("ledger", "verify", "--checkpoint", kept, "--public-key", other.PublicKeyFile);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("not signed by", run.Out);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_receipt_is_verified_without_any_centre()
    {
        await using var rig = await CommandRig.WithPeopleAsync();
        byte[] receipt;
        using (var center = rig.Open())
            receipt = center.GetRequiredService<ReceiptIssuer>().For(rig.EventsOf("p7@example.org")).ToJson();
        var file = rig.Write("receipt.json", receipt);
        var key = rig.Write("kept.pub", File.ReadAllText(rig.PublicKeyFile));
        Directory.Delete(Path.Combine(rig.Folder, "data"), recursive: true);
        var verified = await rig.RunAsync("ledger", "verify-receipt", file, "--public-key", key);
        Assert.StartsWith("ok ", verified.Done());
        Assert.Equal("", verified.Error);
        Assert.Contains("No --public-key", (await rig.RunAsync("ledger", "verify-receipt", file)).Error);
        // Another event in its place, and a file that is not a receipt.
        var json = System.Text.Encoding.UTF8.GetString(receipt);
        var at = json.IndexOf("\"event\": \"", StringComparison.Ordinal) + 30;
        var forged = rig.Write("forged.json", json[..at] + (json[at] == 'A' ? 'B' : 'A') + json[(at + 1)..]);
        var bad = await rig.RunAsync("ledger", "verify-receipt", forged, "--public-key", key, "--json");
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("\"ok\":false", bad.Out);
        Assert.Equal(3, (await rig.RunAsync("ledger", "verify-receipt", key)).ExitCode);
    }
}
