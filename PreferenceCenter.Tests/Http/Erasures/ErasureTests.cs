using MimeKit;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Erasures;

/// <summary>Tests the erasure of a subscriber who has used every function of the centre.</summary>
public sealed class ErasureTests
{
    private const string Address = "Zenobia.Quillfeather@People.Example",
        Name = "Zenobia Quillfeather";

    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    [Trait("Requirement", "ERA-10")]
    [Trait("Requirement", "ERA-11")]
    public async Task Nothing_is_left_of_an_address_or_a_name_in_any_file()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await LiveAsync(center);
        var before = new Traces(Address, Name).In(Files(center));
        Assert.NotEmpty(before);

        Assert.True(await center.EraseAsync(person));
        using (var raw = center.Raw())
            Assert.Equal(
                (0L, 0L, 0L, 0L, 1L),
                (
                    raw.Count("Subscribers"),
                    raw.Count("Choices"),
                    raw.Count("OptIns"),
                    raw.Count("Outbox"),
                    raw.Count("Erasures")
                )
            );
        Assert.Equal("suppressed", center.Gate(Address, "news"));

        await center.CleanAsync();
        var certificate = Assert.Single(
            await center.MailsAsync(),
            m => m.To.ToString().Contains("Quillfeather", StringComparison.Ordinal)
        );
        Assert.Contains("Your data has been erased", certificate.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("List-Unsubscribe", certificate.Headers.Select(h => h.Field));
        AssertSigned(center, certificate);
        center.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        await center.CleanAsync();
        using (var raw = center.Raw())
            Assert.Equal(0L, raw.Count("Erasures"));

        // The certificate's file in the pickup directory is deleted with its retention.
        Assert.Empty(
            new Traces(Address, Name, "zenobia").In(
                Files(center).Where(f => !f.EndsWith(".eml", StringComparison.Ordinal))
            )
        );
        center.Clock.Advance(TimeSpan.FromDays(8));
        await center.Get<MailDispatcher>().RestAsync();
        Assert.Empty(new Traces(Address, Name, "zenobia").In(Files(center)));
        Assert.Null(center.Get<LedgerVerifier>().Verify([], null, TestContext.Current.CancellationToken).Bad);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-03")]
    [Trait("Requirement", "ERA-04")]
    [Trait("Requirement", "ERA-05")]
    public async Task A_keyed_hash_and_nothing_else_keeps_lists_from_bringing_them_back()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync("ada.love+list@gmail.com", [WebCenter.News], name: "Ada");
        await center.EraseAsync(person);
        using var raw = center.Raw();
        Assert.Equal(1L, raw.Count("Suppressions"));
        Assert.Equal(
            ["KeyId", "KeyedHash", "Reason"],
            typeof(SuppressionRow).GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal)
        );
        foreach (
            var spelling in (string[])["ada.love+list@gmail.com", "adalove@googlemail.com", "A.d.a.Love+x@GMAIL.com"]
        )
            Assert.Equal(Refusal.Suppressed, (await center.ImportAsync(spelling, [WebCenter.News])).Refusal);
        Assert.Equal((0L, 1L), (raw.Count("Subscribers"), raw.Count("Suppressions")));
        // At other providers a dot makes a different mailbox.
        Assert.True((await center.ImportAsync("ada.love@people.example", [WebCenter.News])).Ok);
        // Without the key, a dictionary of addresses identifies no one.
        var plain = System.Security.Cryptography.SHA256.HashData("adalove@gmail.com"u8);
        Assert.Null(raw.Scalar<object?>("""SELECT "KeyId" FROM "Suppressions" WHERE "KeyedHash" = @p0""", plain));
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-09")]
    public async Task Only_their_own_yes_brings_them_back_and_as_somebody_new()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(SignUpCenter.Address, [WebCenter.News, WebCenter.Events]);
        await center.EraseAsync(person);
        var path = await center.AskedAsync(topics: "news");
        Assert.Null(center.FindPerson(SignUpCenter.Address));
        await center.Browser.PostAsync(path);
        var back = center.FindPerson(SignUpCenter.Address)!;
        Assert.NotEqual(person.Id, back.Id);
        Assert.Equal(
            ("allowed", "not-subscribed"),
            (center.Gate(SignUpCenter.Address, "news"), center.Gate(SignUpCenter.Address, "events"))
        );
        // After a restore the erasure is replayed, and the later return remains: the journal knows of it.
        Assert.Equal(
            new ErasureReplayResult(2, 0, 0),
            await center.Get<ErasureReplay>().RunAsync(Actor.System, CancellationToken.None)
        );
        Assert.Equal("allowed", center.Gate(SignUpCenter.Address, "news"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "UNS-13")]
    public async Task Links_in_their_old_mails_leave_without_making_anybody()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        var unsubscribe = center.UnsubscribePath(person, WebCenter.News);
        await center.EraseAsync(person);
        Assert.Equal(200, (await center.Browser.PostAsync(unsubscribe, ("List-Unsubscribe", "One-Click"))).Status);
        using var raw = center.Raw();
        Assert.Equal(0L, raw.Count("Subscribers"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "ERA-08")]
    public async Task A_copy_from_before_is_told_and_nobody_returns_by_it()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var (erased, stays) = (
            await center.SubscribeAsync("zenobia@people.example", [WebCenter.News]),
            await center.SubscribeAsync(WebCenter.News)
        );
        using var raw = center.Raw();
        var kept = raw.Rows("""SELECT * FROM "Subscribers" """);
        await center.EraseAsync(erased);
        // As in a restored copy: the row exists again, and the suppression list lacks the address.
        Revive(raw, kept, erased);
        raw.Run("""DELETE FROM "Suppressions" """);
        Assert.NotNull(center.Get<SubscriberReader>().Find(PersonKey.Of(erased.Id)));

        var again = await center.RunAsync("erasure", "replay");
        Assert.Equal((0, "named 2, erased again 1, addresses kept from lists again 0\n"), (again.ExitCode, again.Out));
        Assert.Null(center.Get<SubscriberReader>().Find(PersonKey.Of(erased.Id)));
        Assert.NotNull(center.Get<SubscriberReader>().Find(PersonKey.Of(stays.Id)));
        Assert.Equal(
            Refusal.Suppressed,
            (await center.ImportAsync("zenobia@people.example", [WebCenter.News])).Refusal
        );
        Assert.Equal(
            "named 2, erased again 0, addresses kept from lists again 0\n",
            (await center.RunAsync("erasure", "replay")).Out
        );

        // From before the subscriber was known: only the hash is missing.
        raw.Run("""DELETE FROM "Suppressions" """);
        Assert.Equal(
            "named 2, erased again 0, addresses kept from lists again 1\n",
            (await center.RunAsync("erasure", "replay")).Out
        );
        Assert.Equal(
            Refusal.Suppressed,
            (await center.ImportAsync("zenobia@people.example", [WebCenter.News])).Refusal
        );
        // The journal tells no reason, so none is claimed.
        Assert.Equal(6L, raw.Scalar<long>("""SELECT CAST("Reason" AS BIGINT) FROM "Suppressions" """));
        await center.MailsAsync();
        await center.Browser.PostAsync("/privacy", ("email", "zenobia@people.example"));
        Assert.Contains(
            "objected, asked us to erase your data or to restrict its use, changed to another address, or did not answer",
            Assert.Single(await center.MailsAsync()).TextBody!.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );
        Assert.Null(center.Get<LedgerVerifier>().Verify([], null, TestContext.Current.CancellationToken).Bad);
    }

    [DatabaseTheory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "ERA-08")]
    public async Task Erased_again_after_a_restore_whoever_has_a_request_in_the_copy_gets_the_certificate(bool asked)
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync("zenobia@people.example", [WebCenter.News]);
        if (asked)
            await center.AskAsync(person, PrivacyRequestKind.Erasure);
        await center.MailsAsync();
        using var raw = center.Raw();
        var kept = raw.Rows("""SELECT * FROM "Subscribers" """);
        await center.EraseAsync(person);
        // As in a restored copy: person and request stand there as before the erasure, and no erasure is in progress.
        Revive(raw, kept, person);
        raw.Run("""DELETE FROM "Erasures" """);
        if (asked)
            raw.Run(
                FormattableString.Invariant(
                    $"""UPDATE "Requests" SET "SubscriberId" = (SELECT "Id" FROM "Subscribers"), "State" = {(int)PrivacyRequestState.Open}, "ErasedOn" = NULL"""
                )
            );
        Assert.Equal(0, (await center.RunAsync("erasure", "replay")).ExitCode);
        await center.CleanAsync();
        Assert.Equal(
            asked ? 1 : 0,
            (await center.MailsAsync()).Count(m => m.Subject!.Contains("has been erased", StringComparison.Ordinal))
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_journal_that_cannot_be_written_lets_nobody_be_half_erased()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = Path.Combine(center.Directory, "journal", "erasures.journal");
        Directory.CreateDirectory(path);
        await Assert.ThrowsAnyAsync<Exception>(() => center.EraseAsync(person));
        Assert.Equal("allowed", center.Gate(person, "news"));
        Directory.Delete(path);
        Assert.True(await center.EraseAsync(person));
        Assert.False(await center.EraseAsync(person));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "ERA-08")]
    public async Task Where_no_hash_is_to_be_kept_the_journal_keeps_none_either_and_still_erases_again()
    {
        await using var center = await WebCenter.StartAsync(
            ["Privacy:KeepSuppression=false"],
            WebCenter.WithoutCircuits
        );
        var person = await center.SubscribeAsync("zenobia@people.example", [WebCenter.News]);
        var hash = Convert.ToHexStringLower(
            center.Get<AddressHasher>().HashesOf(EmailAddress.TryParse("zenobia@people.example")!)[0].Bytes
        );
        using var raw = center.Raw();
        var kept = raw.Rows("""SELECT * FROM "Subscribers" """);
        await center.EraseAsync(person);
        Assert.DoesNotContain(
            hash,
            await File.ReadAllTextAsync(
                Path.Combine(center.Directory, "journal", "erasures.journal"),
                TestContext.Current.CancellationToken
            ),
            StringComparison.Ordinal
        );
        Assert.Equal(0L, raw.Count("Suppressions"));
        Revive(raw, kept, person);
        Assert.Equal(
            new ErasureReplayResult(1, 1, 0),
            await center.Get<ErasureReplay>().RunAsync(Actor.System, CancellationToken.None)
        );
        Assert.True((await center.ImportAsync("zenobia@people.example", [WebCenter.News])).Ok);
    }

    [Fact]
    [Trait("Requirement", "ERA-08")]
    public async Task A_journal_with_a_damaged_line_is_not_passed_over()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        foreach (var _ in (int[])[1, 2])
            await center.EraseAsync(await center.SubscribeAsync(WebCenter.News));
        var path = Path.Combine(center.Directory, "journal", "erasures.journal");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var at = text.IndexOf("erased\t", StringComparison.Ordinal) + 30;
        await File.WriteAllTextAsync(
            path,
            text[..at] + (text[at] == '0' ? '1' : '0') + text[(at + 1)..],
            TestContext.Current.CancellationToken
        );
        var refused = await center.RunAsync("erasure", "replay");
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("line 2: it is not what was written", refused.Error, StringComparison.Ordinal);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "ERA-10")]
    public async Task While_somebody_still_reads_what_stood_there_no_certificate_goes()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync("zenobia@people.example", [WebCenter.News]);
        var slow = center.Raw();
        slow.Run(center.Stored.File is null ? "BEGIN ISOLATION LEVEL REPEATABLE READ" : "BEGIN");
        Assert.Equal(1L, slow.Count("Subscribers"));
        await Task.Delay(
            TimeSpan.FromSeconds(center.Stored.File is null ? 1.5 : 0),
            TestContext.Current.CancellationToken
        );
        await center.EraseAsync(person);
        await center.CleanAsync();
        Assert.Empty(await center.MailsAsync());
        using (var raw = center.Raw())
            Assert.Equal(0L, raw.Scalar<long>("""SELECT COUNT(*) FROM "Erasures" WHERE "CleanedAt" IS NOT NULL"""));
        slow.Dispose();
        center.Clock.Advance(TimeSpan.FromMinutes(2));
        await center.CleanAsync();
        Assert.Single(await center.MailsAsync());
        // The address for the certificate is deleted by the next daily job.
        center.Clock.Advance(TimeSpan.FromDays(1));
        await center.CleanAsync();
        Assert.Empty(new Traces("zenobia").In(DatabaseFiles(center)));
    }

    // The subscriber signs up, confirms, changes choices, requests the link, leaves a topic and gives a reason.
    private static async Task<Person> LiveAsync(WebCenter center)
    {
        await center.SignUpAsync(Address, ["news", "events"], form => form.Type("name", Name));
        await center.Browser.PostAsync(WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "c"));
        var person = center.FindPerson(Address)!;
        center.Clock.Advance(TimeSpan.FromHours(1));
        await center.MailsAsync();
        await center.Browser.PostAsync(
            center.UnsubscribePath(person, WebCenter.News),
            ("List-Unsubscribe", "One-Click")
        );
        await center.Browser.PostAsync("/link", ("email", Address.ToUpperInvariant()));
        center.Clock.Advance(TimeSpan.FromHours(1));
        await center.MailsAsync();
        await center.Browser.PostAsync(
            center.UnsubscribePath(person, WebCenter.News) + "/reason",
            ("reason", "other"),
            ("comment", $"I am {Name}, {Address}")
        );
        // A second request that is never confirmed.
        await center.SignUpAsync(Address, ["news"], form => form.Type("name", Name));
        await center.MailsAsync();
        return person;
    }

    private static void AssertSigned(WebCenter center, MimeMessage certificate)
    {
        var text = certificate.TextBody!.ReplaceLineEndings("\n");
        var from = text.IndexOf("preference-center erasure 1\n", StringComparison.Ordinal);
        Assert.True(from >= 0, text);
        var end = text.IndexOf("\n\n", from, StringComparison.Ordinal);
        var signature = text[(end + 2)..].Split('\n')[0];
        if (!NoteSignature.TryParse(signature, out var parsed))
            throw new Xunit.Sdk.XunitException(signature);
        var key = center.Get<LogSigningKey>();
        Assert.Equal(key.Sign(text[from..(end + 1)]).ToString(), parsed.ToString());
    }

    private static void Revive(RawDatabase raw, IEnumerable<object?[]> rows, Person person)
    {
        var row = rows.Single(r => r.Contains(person.Address));
        raw.Run(
            $"""INSERT INTO "Subscribers" VALUES ({string.Join(", ", row.Select((_, i) => $"@p{i}"))})""",
            [.. row]
        );
    }

    private static IEnumerable<string> Files(WebCenter center) =>
        Traces
            .Below(center.Directory)
            .Where(f => !f.EndsWith("database.txt", StringComparison.Ordinal))
            .Concat(center.Stored.File is null ? DatabaseFiles(center) : [])
            .Distinct();

    private static IEnumerable<string> DatabaseFiles(WebCenter center)
    {
        if (center.Stored.File is { } file)
            return Traces.Below(Path.GetDirectoryName(file)!).Where(f => !f.EndsWith(".eml", StringComparison.Ordinal));
        using var raw = center.Raw();
        raw.Run("CHECKPOINT");
        return Traces.Below(
            Path.Combine(
                raw.Scalar<string>("SELECT current_setting('data_directory')"),
                "base",
                raw.Scalar<string>("SELECT oid::text FROM pg_database WHERE datname = current_database()")
            )
        );
    }
}
