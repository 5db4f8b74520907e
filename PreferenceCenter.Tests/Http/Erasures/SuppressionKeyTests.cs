using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Erasures;

/// <summary>Tests new keys of the suppression list: addresses that are on it stay on it.</summary>
[Trait("Requirement", "ERA-07")]
public sealed class SuppressionKeyTests
{
    private const string Old = "old.key@people.example",
        Between = "between@people.example",
        New = "new.key@people.example",
        Never = "never@people.example";

    private static async Task<WebCenter> RotatedAsync()
    {
        var center = await SignUpCenter.StartAsync();
        await EraseAsync(center, Old);
        var rotated = (await center.RunAsync("suppression", "rotate")).Done();
        Assert.Equal(
            "key 2 is looked up from now on, and hashes what is suppressed from 12:01:00 UTC on; back up the keys directory now\n",
            rotated
        );
        center.Clock.Advance(TimeSpan.FromSeconds(59));
        await EraseAsync(center, Between);
        center.Clock.Advance(TimeSpan.FromSeconds(1));
        await EraseAsync(center, New);
        return center;
    }

    private static async Task EraseAsync(WebCenter center, string address) =>
        Assert.True(await center.EraseAsync(await center.SubscribeAsync(address, [WebCenter.News])));

    [DatabaseFact]
    public async Task Whoever_was_suppressed_under_any_key_is_found_by_lists_forms_and_the_gate()
    {
        await using var center = await RotatedAsync();
        using var raw = center.Raw();
        Assert.Equal(
            [1L, 1L, 2L],
            raw.Rows("""SELECT "KeyId" FROM "Suppressions" ORDER BY "KeyId" """)
                .Select(row => Convert.ToInt64(row[0], null))
        );
        foreach (var address in (string[])[Old, Between, New])
        {
            Assert.Equal("suppressed", center.Gate(address, "news"));
            Assert.Equal(Refusal.Suppressed, (await center.ImportAsync(address, [WebCenter.News])).Refusal);
            Assert.NotNull(
                center
                    .Get<SubscriberReader>()
                    .FindSuppression(center.Get<AddressHasher>().HashesOf(EmailAddress.TryParse(address)!))
            );
            // A form mails an erased address once in thirty days, and other addresses each time.
            Assert.Equal((1, 0), (await SignedUpAsync(center, address), await SignedUpAsync(center, address)));
        }
        var first = await SignedUpAsync(center, Never);
        center.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal((1, 1), (first, await SignedUpAsync(center, Never)));
        Assert.Equal("pending", center.Gate(Never, "news"));
        Assert.Equal(0L, raw.Count("Subscribers"));

        var trial = (
            await center.RunAsync(
                "import",
                center.Write(
                    "list.csv",
                    $"email,topics\n{Old},news\n{Between},news\n{New},news\nsomebody@people.example,news\n"
                ),
                "--dry-run",
                "--json"
            )
        ).Done();
        Assert.Contains("\"keptOutSuppressed\":3", trial, StringComparison.Ordinal);
        Assert.Contains(
            "It is suppressed",
            (await center.RunAsync("subscriber", "show", Old)).Error,
            StringComparison.Ordinal
        );
        Assert.Equal($"{Old}\trefused\tsuppressed\n", (await center.RunAsync("gate", "news", Old)).Done());
    }

    private static async Task<int> SignedUpAsync(WebCenter center, string address)
    {
        await center.SignUpAsync(address);
        return (await center.MailsAsync()).Count;
    }

    [DatabaseFact]
    public async Task A_rotation_is_in_the_log_and_no_secret_is_printed()
    {
        await using var center = await RotatedAsync();
        var listed = await center.RunAsync("suppression", "keys");
        Assert.Equal(
            "1\tlooked-up\tfrom the start\t2 addresses\n2\tactive\tmade 2026-11-23\t1 addresses\n",
            listed.Done()
        );
        var json = (await center.RunAsync("suppression", "keys", "--json")).Done();
        foreach (var name in (string[])[AddressHasher.KeyName, "suppression-2.key"])
        {
            var path = Path.Combine(center.Directory, "keys", name);
            var secret = (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken))[0];
            Assert.Equal(32, Convert.FromBase64String(secret).Length);
            Assert.DoesNotContain(secret, listed.Out + listed.Error + json, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
        using var raw = center.Raw();
        Assert.Equal(
            [2L, 2L, 0L],
            raw.Rows("""SELECT "Aspect", "ActorKind", "Value" FROM "LedgerEvents" WHERE "Kind" = 81""")
                .Single()
                .Select(v => Convert.ToInt64(v, null))
        );
        Assert.Null(
            center
                .Get<PreferenceCenter.Ledger.Verification.LedgerVerifier>()
                .Verify([], null, TestContext.Current.CancellationToken)
                .Bad
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-08")]
    public async Task The_journal_of_before_a_rotation_still_keeps_people_away()
    {
        await using var center = await RotatedAsync();
        using var raw = center.Raw();
        // As in a copy made before any of the keys was known.
        raw.Run("""DELETE FROM "Suppressions" """);
        Assert.Equal(
            new ErasureReplayResult(6, 0, 3),
            await center.Get<ErasureReplay>().RunAsync(Actor.System, CancellationToken.None)
        );
        foreach (var address in (string[])[Old, Between, New])
            Assert.Equal(Refusal.Suppressed, (await center.ImportAsync(address, [WebCenter.News])).Refusal);
        Assert.Equal(2L, raw.Scalar<long>("""SELECT COUNT(*) FROM "Suppressions" WHERE "KeyId" = 1"""));
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-09")]
    public async Task Their_own_yes_lifts_what_an_older_key_wrote()
    {
        await using var center = await RotatedAsync();
        var path = await center.AskedAsync(Old, "news");
        await center.Browser.PostAsync(path);
        Assert.Equal("allowed", center.Gate(Old, "news"));
        Assert.Equal(
            new ErasureReplayResult(6, 0, 0),
            await center.Get<ErasureReplay>().RunAsync(Actor.System, CancellationToken.None)
        );
        Assert.Equal("allowed", center.Gate(Old, "news"));
        // After another erasure the address is listed under the new key, whatever the journal says about its return.
        await center.EraseAsync(center.FindPerson(Old)!);
        using var raw = center.Raw();
        raw.Run("""DELETE FROM "Suppressions" """);
        Assert.Equal(
            new ErasureReplayResult(8, 0, 3),
            await center.Get<ErasureReplay>().RunAsync(Actor.System, CancellationToken.None)
        );
        Assert.Equal(Refusal.Suppressed, (await center.ImportAsync(Old, [WebCenter.News])).Refusal);
    }

    [DatabaseFact]
    public async Task Another_node_finds_what_is_written_with_a_key_it_did_not_start_with()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        await using var other = await center.StartAnotherAsync();
        (await center.RunAsync("suppression", "rotate")).Done();
        // Within that second, no process writes with a key that it has not seen.
        Assert.Single(other.Get<AddressHasher>().Current.All);
        center.Clock.Advance(TimeSpan.FromSeconds(5));
        await EraseAsync(center, Between);
        Assert.Equal("suppressed", SignUpCenter.Gate(other, Between, "news"));
        center.Clock.Advance(SuppressionKeys.WritesAfter);
        await EraseAsync(center, New);
        other.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("suppressed", SignUpCenter.Gate(other, New, "news"));
        Assert.Equal(Refusal.Suppressed, (await other.ImportAsync(New, [WebCenter.News])).Refusal);
    }

    [DatabaseFact]
    public async Task A_key_that_rows_name_and_that_is_gone_stops_the_start_and_every_command()
    {
        var directory = Directory.CreateTempSubdirectory("preference-center-").FullName;
        await WebCenter.PrepareInAsync(directory);
        await using (var center = await WebCenter.StartAsync(directory: directory))
        {
            (await center.RunAsync("suppression", "rotate")).Done();
            center.Clock.Advance(SuppressionKeys.WritesAfter);
            await EraseAsync(center, New);
        }
        var (key, aside) = (Path.Combine(directory, "keys", "suppression-2.key"), Path.Combine(directory, "aside"));
        File.Move(key, aside);
        await AssertRefusedAsync(directory, "suppression-2.key (key 2)");
        Assert.False(File.Exists(key));
        // The journal names the key too; otherwise a restored copy would be given hashes that match no address.
        using (var raw = TestDatabase.NotedIn(directory)!.Raw())
            raw.Run("""DELETE FROM "Suppressions" """);
        await AssertRefusedAsync(directory, "suppression-2.key (key 2)");
        // Copied for its mode, which lets nobody else read it.
        File.Copy(aside, key);
        await File.WriteAllTextAsync(key, "no key\n", TestContext.Current.CancellationToken);
        await AssertRefusedAsync(directory, "holds no key");
        File.Move(aside, key, overwrite: true);
        await using (var center = await WebCenter.StartAsync(directory: directory))
            Assert.Equal(2, center.Get<AddressHasher>().Current.All.Count);
        await TestDatabase.NotedIn(directory)!.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private static async Task AssertRefusedAsync(string directory, string output)
    {
        var (server, command) = (new StringWriter(), new StringWriter());
        var arguments = WebCenter.Arguments(directory, ["Urls=http://127.0.0.1:0"]);
        Assert.Equal(ProgramSettings.ExitCode, await WebServer.RunAsync(arguments, server));
        Assert.Null(await Commands.OpenAsync(arguments, command, TestContext.Current.CancellationToken));
        foreach (var complaint in (string[])[server.ToString(), command.ToString()])
        {
            Assert.StartsWith("Storage:KeysDirectory ", complaint, StringComparison.Ordinal);
            Assert.Contains(output, complaint, StringComparison.Ordinal);
        }
    }
}
