using Microsoft.EntityFrameworkCore;
using PreferenceCenter.ConsentEvidence.RetainedEvidence;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Tests.Http.Me;
using PreferenceCenter.Tests.Http.Requests;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Erasures;

/// <summary>Tests the retained proof of erased subscribers: what remains, for how long, and who reads it.</summary>
public sealed class ProofStubTests
{
    private const string Stub = "Privacy:KeepProof=Stub",
        Reason = "Case 12/2027 before the county court.";
    private static readonly EmailAddress Ada = EmailAddress.TryParse("Zenobia.Quillfeather@People.Example")!;

    private static async Task<RequestCenter> ErasedAsync(params string[] settings)
    {
        var requests = await RequestCenter.StartAsync([Stub, .. settings]);
        await EraseAsync(requests.Web);
        return requests;
    }

    private static async Task EraseAsync(WebCenter center) =>
        Assert.True(
            await center.EraseAsync(
                await center.SubscribeAsync(Ada.Typed, [WebCenter.News, WebCenter.Events], name: "Zenobia Quillfeather")
            )
        );

    private static List<ProofStub> Stubs(WebCenter center)
    {
        using var context = center.Get<Database>().CreateContext();
        return [.. context.ProofStubs.AsNoTracking().OrderBy(s => s.ErasedAt)];
    }

    private static void BringBack(RawDatabase raw, IEnumerable<object?[]> rows)
    {
        foreach (var row in rows)
            raw.Run(
                $"""INSERT INTO "Subscribers" VALUES ({string.Join(", ", row.Select((_, i) => $"@p{i}"))})""",
                [.. row]
            );
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-02")]
    public async Task One_row_stays_that_names_nobody_and_says_when_it_goes()
    {
        await using var requests = await ErasedAsync("Privacy:EvidenceRetention=730.00:00:00");
        var stub = Assert.Single(Stubs(requests.Web));
        Assert.Equal(
            (1, requests.Web.Now, requests.Web.Now + TimeSpan.FromDays(730)),
            (stub.KeyId, stub.ErasedAt, stub.ExpiresAt)
        );
        using var raw = requests.Web.Raw();
        // It is not the suppression list's hash: without the key the two lists cannot be matched.
        Assert.NotEqual(
            Convert.ToHexString(raw.Scalar<byte[]>("""SELECT "KeyedHash" FROM "Suppressions" """)),
            Convert.ToHexString(stub.KeyedHash)
        );
        Assert.Equal(
            (0L, 0L, 0L),
            (
                raw.Count("Subscribers"),
                raw.Count("Choices"),
                raw.Scalar<long>("""SELECT COUNT(*) FROM "Erasures" WHERE "ProofUntil" IS NULL""")
            )
        );

        var evidence = raw.Scalar<long>(
            """SELECT COUNT(*) FROM "Evidence" v JOIN "LedgerEvents" e ON e."Slot" = v."Slot" AND e."Position" = v."Position" WHERE e."LedgerId" = @p0 AND e."Kind" < 15""",
            stub.LedgerId.ToByteArray(bigEndian: true)
        );
        Assert.Equal(0L, evidence);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-02")]
    public async Task Without_the_setting_nothing_stays()
    {
        await using var requests = await RequestCenter.StartAsync();
        await EraseAsync(requests.Web);
        Assert.Empty(Stubs(requests.Web));
        Assert.Equal(
            ProofRefusal.NothingKept,
            (await requests.Web.Get<RetainedEvidenceStore>().AskAsync(Ada, Reason, requests.Owner)).Refusal
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-02")]
    public async Task Two_people_read_it_for_a_day_and_the_log_says_who()
    {
        await using var requests = await ErasedAsync();
        var proofs = requests.Web.Get<RetainedEvidenceStore>();
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            proofs.AskAsync(Ada, Reason, requests.By(StaffRole.Auditor))
        );
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            proofs.AskAsync(Ada, Reason, requests.By(StaffRole.Marketing))
        );
        Assert.Equal(ProofRefusal.Incomplete, (await proofs.AskAsync(Ada, "  ", requests.Privacy)).Refusal);
        Assert.Equal(
            ProofRefusal.Incomplete,
            (await proofs.AskAsync(Ada, $"What {Ada.Typed} wrote.", requests.Privacy)).Refusal
        );
        Assert.Equal(
            ProofRefusal.NothingKept,
            (await proofs.AskAsync(EmailAddress.TryParse("nobody@people.example")!, Reason, requests.Privacy)).Refusal
        );
        Assert.Empty(proofs.List());

        var (refusal, id) = await proofs.AskAsync(Ada, Reason, requests.Privacy);
        Assert.Equal(ProofRefusal.None, refusal);
        Assert.Equal(ProofRefusal.Changed, (await proofs.ReadAsync(id, requests.Privacy)).Refusal);
        Assert.Equal(ProofRefusal.NotByThemselves, await proofs.AgreeAsync(id, requests.Privacy));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            proofs.AgreeAsync(id, requests.By(StaffRole.Marketing))
        );
        Assert.Equal(ProofRefusal.NotAlone, await proofs.AgreeAloneAsync(id, "In a hurry.", requests.Privacy));
        Assert.Equal(ProofRefusal.None, await proofs.AgreeAsync(id, requests.Owner));
        Assert.Equal(ProofRefusal.Changed, await proofs.AgreeAsync(id, requests.Owner));

        foreach (var reader in new[] { requests.Privacy, requests.Owner })
        {
            var read = await proofs.ReadAsync(id, reader);
            Assert.Equal(ProofRefusal.None, read.Refusal);
            var proof = Assert.Single(read.Proofs);
            Assert.Equal(
                [EventKind.Asserted, EventKind.Asserted, EventKind.EvidenceErased, EventKind.Erased],
                proof.Events.Select(e => e.Kind)
            );
            Assert.Equal([WebCenter.News, WebCenter.Events], proof.Events.Take(2).Select(e => e.Aspect));
            Assert.Equal(Channel.Import, proof.Events[0].Channel);
        }
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            proofs.ReadAsync(id, requests.By(StaffRole.Auditor))
        );
        requests.Web.Clock.Advance(RetainedEvidenceStore.ReadFor);
        Assert.Equal(ProofRefusal.Changed, (await proofs.ReadAsync(id, requests.Privacy)).Refusal);

        using var raw = requests.Web.Raw();
        Assert.Equal(
            [(1L, requests.Privacy), (2L, requests.Owner), (4L, requests.Privacy), (4L, requests.Owner)],
            raw.Rows("""SELECT "Aspect", "ActorId" FROM "LedgerEvents" WHERE "Kind" = 82 ORDER BY "Position" """)
                .Select(row =>
                    (
                        Convert.ToInt64(row[0], null),
                        new[] { requests.Privacy, requests.Owner }.Single(by =>
                            by.Actor.Id == new Guid((byte[])row[1]!, bigEndian: true)
                        )
                    )
                )
        );
        Assert.Null(
            requests
                .Web.Get<PreferenceCenter.Ledger.Verification.LedgerVerifier>()
                .Verify([], null, TestContext.Current.CancellationToken)
                .Bad
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-02")]
    public async Task A_second_who_was_let_in_yesterday_is_waited_for_and_where_nobody_else_can_one_decides_a_day_later()
    {
        await using var requests = await ErasedAsync();
        var proofs = requests.Web.Get<RetainedEvidenceStore>();
        var (_, id) = await proofs.AskAsync(Ada, Reason, requests.Owner);
        using (var raw = requests.Web.Raw())
            raw.Run(
                """UPDATE "StaffAccounts" SET "GivenAt" = @p0 WHERE "ActorId" = @p1""",
                Instant.ToMicroseconds(requests.Web.Now.AddDays(-1)),
                requests.Privacy.Actor.Id.ToByteArray(bigEndian: true)
            );
        Assert.Equal(ProofRefusal.TooNew, await proofs.AgreeAsync(id, requests.Privacy));
        Assert.Equal(ProofRefusal.NotAlone, await proofs.AgreeAloneAsync(id, "I am alone.", requests.Owner));
        requests.Web.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(ProofRefusal.NotAlone, await proofs.AgreeAloneAsync(id, "I am not who asked.", requests.Privacy));
        Assert.Equal(ProofRefusal.NotAlone, await proofs.AgreeAloneAsync(id, "They are new.", requests.Owner));
        using (var raw = requests.Web.Raw())
            raw.Run(
                """UPDATE "StaffAccounts" SET "PasswordHash" = NULL WHERE "ActorId" = @p0""",
                requests.Privacy.Actor.Id.ToByteArray(bigEndian: true)
            );
        Assert.Equal(ProofRefusal.Incomplete, await proofs.AgreeAloneAsync(id, "", requests.Owner));
        Assert.Equal(ProofRefusal.None, await proofs.AgreeAloneAsync(id, "I am alone.", requests.Owner));
        Assert.Equal(ProofRefusal.None, (await proofs.ReadAsync(id, requests.Owner)).Refusal);
        Assert.Equal("I am alone.", Assert.Single(proofs.List()).AloneReason);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-02")]
    public async Task Where_one_person_is_enough_they_read_at_once()
    {
        await using var requests = await ErasedAsync("Privacy:TwoPeople=false");
        var (_, id) = await requests.Web.Get<RetainedEvidenceStore>().AskAsync(Ada, Reason, requests.Owner);
        Assert.Single((await requests.Web.Get<RetainedEvidenceStore>().ReadAsync(id, requests.Owner)).Proofs);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "ERA-06")]
    public async Task It_goes_when_its_time_is_over_and_who_read_it_after_thirty_days()
    {
        await using var requests = await ErasedAsync("Privacy:EvidenceRetention=40.00:00:00");
        var proofs = requests.Web.Get<RetainedEvidenceStore>();
        var (_, id) = await proofs.AskAsync(Ada, Reason, requests.Owner);
        requests.Web.Clock.Advance(TimeSpan.FromDays(30));
        await requests.Web.RunAsync<RetentionJob>();
        Assert.Single(proofs.List());
        requests.Web.Clock.Advance(TimeSpan.FromDays(1));
        await requests.Web.RunAsync<RetentionJob>();
        Assert.Empty(proofs.List());
        Assert.Single(Stubs(requests.Web));
        requests.Web.Clock.Advance(TimeSpan.FromDays(9));
        // Ends at that moment, whether or not the job has run.
        Assert.Equal(ProofRefusal.NothingKept, (await proofs.AskAsync(Ada, Reason, requests.Owner)).Refusal);
        await requests.Web.RunAsync<RetentionJob>();
        Assert.Empty(Stubs(requests.Web));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "ERA-07")]
    public async Task Erased_again_under_another_key_there_are_two_and_both_are_read()
    {
        await using var requests = await ErasedAsync();
        (await requests.Web.RunAsync("suppression", "rotate")).Done();
        requests.Web.Clock.Advance(SuppressionKeys.WritesAfter);
        using (var raw = requests.Web.Raw())
            raw.Run("""DELETE FROM "Suppressions" """);
        await EraseAsync(requests.Web);
        Assert.Equal([1, 2], Stubs(requests.Web).Select(s => s.KeyId));
        var proofs = requests.Web.Get<RetainedEvidenceStore>();
        var (_, id) = await proofs.AskAsync(Ada, Reason, requests.Owner);
        await proofs.AgreeAsync(id, requests.Privacy);
        var read = (await proofs.ReadAsync(id, requests.Owner)).Proofs;
        Assert.Equal((2, 2), (read.Count, read.Select(p => p.LedgerId).Distinct().Count()));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "ERA-08")]
    public async Task Told_again_after_a_restore_it_is_kept_no_longer_than_it_would_have_been()
    {
        await using var center = await WebCenter.StartAsync([Stub, "Privacy:EvidenceRetention=40.00:00:00"]);
        await center.SubscribeAsync(Ada.Typed, [WebCenter.News]);
        using var raw = center.Raw();
        var rows = raw.Rows("""SELECT * FROM "Subscribers" """);
        var erasedAt = center.Now;
        await center.EraseAsync(center.FindPerson(Ada.Typed)!);
        raw.Run("""DELETE FROM "ProofStubs" """);
        BringBack(raw, rows);
        center.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal(1, (await center.Get<ErasureReplay>().RunAsync(Actor.System, CancellationToken.None)).Erased);
        var stub = Assert.Single(Stubs(center));
        // The journal tells no time: the last one that this copy knows is not after the erasure.
        Assert.InRange(stub.ErasedAt, erasedAt.AddDays(-1), erasedAt);
        Assert.Equal(stub.ErasedAt.AddDays(40), stub.ExpiresAt);
        // A copy so old that the period would be over restores none.
        raw.Run("""DELETE FROM "ProofStubs" """);
        BringBack(raw, rows);
        center.Clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal(1, (await center.Get<ErasureReplay>().RunAsync(Actor.System, CancellationToken.None)).Erased);
        Assert.Empty(Stubs(center));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "ERA-01")]
    [Trait("Requirement", "ERA-10")]
    public async Task The_page_the_certificate_and_the_answer_say_that_it_stays_and_no_file_holds_address_or_name()
    {
        await using var requests = await RequestCenter.StartAsync(Stub, "Privacy:EvidenceRetention=730.00:00:00");
        var person = await requests.Web.SubscribeAsync(Ada.Typed, [WebCenter.News], name: "Zenobia Quillfeather");
        var visitor = new Visitor(requests.Web);
        await visitor.OpenAsync(person);
        var page = (await visitor.GetAsync("/me/erase")).Text;
        Assert.Contains(
            "Until 22 November 2028 a keyed hash of your address leads to its entries",
            page,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("under a random number that leads to nobody", page, StringComparison.Ordinal);

        await requests.Web.MailsAsync();
        await requests.Web.EraseAsync(person);
        var proofs = requests.Web.Get<RetainedEvidenceStore>();
        var (_, id) = await proofs.AskAsync(Ada, Reason, requests.Owner);
        await proofs.AgreeAsync(id, requests.Privacy);
        await proofs.ReadAsync(id, requests.Privacy);
        await requests.Web.CleanAsync();
        var certificate = Assert.Single(
            await requests.Web.MailsAsync(),
            m => m.Subject!.StartsWith("Your data has been erased", StringComparison.Ordinal)
        );
        Assert.Contains(
            "Until 22 November 2028 a second keyed hash of your address leads to them",
            Words(certificate),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("under a random number", Words(certificate), StringComparison.Ordinal);
        Assert.Contains(
            "kept keyed-hash log proof-until 2028-11-22\n",
            certificate.TextBody!.ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );

        requests.Web.Clock.Advance(TimeSpan.FromDays(1));
        await requests.Web.CleanAsync();
        Assert.Empty(Left(requests.Web));
        // An access request for that address also reports the stub.
        await requests.Web.Browser.PostAsync("/privacy", ("email", Ada.Typed));
        var answer = Assert.Single(
            await requests.Web.MailsAsync(),
            m => Words(m).Contains("leads to your entries in the consent log", StringComparison.Ordinal)
        );
        Assert.Contains(
            "A second keyed hash makes sure that we never email you again",
            Words(answer),
            StringComparison.Ordinal
        );
        requests.Web.Clock.Advance(TimeSpan.FromDays(9));
        await requests.Web.Get<MailDispatcher>().RestAsync();
        await requests.Web.CleanAsync();
        Assert.Single(Stubs(requests.Web));
    }

    private static string Words(MimeKit.MimeMessage mail) =>
        string.Join(' ', mail.TextBody!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // The certificate's copy is a mail and is deleted with its retention.
    private static IReadOnlyList<string> Left(WebCenter center)
    {
        if (center.Stored.File is null)
        {
            using var raw = center.Raw();
            raw.Run("CHECKPOINT");
            return new Traces("Quillfeather").In(
                Traces.Below(
                    Path.Combine(
                        raw.Scalar<string>("SELECT current_setting('data_directory')"),
                        "base",
                        raw.Scalar<string>("SELECT oid::text FROM pg_database WHERE datname = current_database()")
                    )
                )
            );
        }
        return new Traces("Quillfeather").In(
            Traces
                .Below(Path.Combine(center.Directory, "data"), Path.Combine(center.Directory, "journal"))
                .Where(f => !f.EndsWith(".eml", StringComparison.Ordinal))
        );
    }
}
