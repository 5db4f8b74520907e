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

    private static async Task<DeskCenter> ErasedAsync(params string[] settings)
    {
        var desk = await DeskCenter.StartAsync([Stub, .. settings]);
        await EraseAsync(desk.Web);
        return desk;
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
        await using var desk = await ErasedAsync("Privacy:EvidenceRetention=730.00:00:00");
        var stub = Assert.Single(Stubs(desk.Web));
        Assert.Equal(
            (1, desk.Web.Now, desk.Web.Now + TimeSpan.FromDays(730)),
            (stub.KeyId, stub.ErasedAt, stub.ExpiresAt)
        );
        using var raw = desk.Web.Raw();
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
        await using var desk = await DeskCenter.StartAsync();
        await EraseAsync(desk.Web);
        Assert.Empty(Stubs(desk.Web));
        Assert.Equal(
            ProofRefusal.NothingKept,
            (await desk.Web.Get<RetainedEvidenceStore>().AskAsync(Ada, Reason, desk.Owner)).Refusal
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-02")]
    public async Task Two_people_read_it_for_a_day_and_the_log_says_who()
    {
        await using var desk = await ErasedAsync();
        var proofs = desk.Web.Get<RetainedEvidenceStore>();
        Assert.Equal(ProofRefusal.NotAllowed, (await proofs.AskAsync(Ada, Reason, desk.By(StaffRole.Auditor))).Refusal);
        Assert.Equal(
            ProofRefusal.NotAllowed,
            (await proofs.AskAsync(Ada, Reason, desk.By(StaffRole.Marketing))).Refusal
        );
        Assert.Equal(ProofRefusal.Incomplete, (await proofs.AskAsync(Ada, "  ", desk.Privacy)).Refusal);
        Assert.Equal(
            ProofRefusal.Incomplete,
            (await proofs.AskAsync(Ada, $"What {Ada.Typed} wrote.", desk.Privacy)).Refusal
        );
        Assert.Equal(
            ProofRefusal.NothingKept,
            (await proofs.AskAsync(EmailAddress.TryParse("nobody@people.example")!, Reason, desk.Privacy)).Refusal
        );
        Assert.Empty(proofs.List());

        var (refusal, id) = await proofs.AskAsync(Ada, Reason, desk.Privacy);
        Assert.Equal(ProofRefusal.None, refusal);
        Assert.Equal(ProofRefusal.Changed, (await proofs.ReadAsync(id, desk.Privacy)).Refusal);
        Assert.Equal(ProofRefusal.NotByThemselves, await proofs.AgreeAsync(id, desk.Privacy));
        Assert.Equal(ProofRefusal.NotAllowed, await proofs.AgreeAsync(id, desk.By(StaffRole.Marketing)));
        Assert.Equal(ProofRefusal.NotAlone, await proofs.AgreeAloneAsync(id, "In a hurry.", desk.Privacy));
        Assert.Equal(ProofRefusal.None, await proofs.AgreeAsync(id, desk.Owner));
        Assert.Equal(ProofRefusal.Changed, await proofs.AgreeAsync(id, desk.Owner));

        foreach (var reader in new[] { desk.Privacy, desk.Owner })
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
        Assert.Equal(ProofRefusal.NotAllowed, (await proofs.ReadAsync(id, desk.By(StaffRole.Auditor))).Refusal);
        desk.Web.Clock.Advance(RetainedEvidenceStore.ReadFor);
        Assert.Equal(ProofRefusal.Changed, (await proofs.ReadAsync(id, desk.Privacy)).Refusal);

        using var raw = desk.Web.Raw();
        Assert.Equal(
            [(1L, desk.Privacy), (2L, desk.Owner), (4L, desk.Privacy), (4L, desk.Owner)],
            raw.Rows("""SELECT "Aspect", "ActorId" FROM "LedgerEvents" WHERE "Kind" = 82 ORDER BY "Position" """)
                .Select(row =>
                    (
                        Convert.ToInt64(row[0], null),
                        new[] { desk.Privacy, desk.Owner }.Single(by =>
                            by.Actor.Id == new Guid((byte[])row[1]!, bigEndian: true)
                        )
                    )
                )
        );
        Assert.Null(
            desk.Web.Get<PreferenceCenter.Ledger.Verification.LedgerVerifier>()
                .Verify([], null, TestContext.Current.CancellationToken)
                .Bad
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-02")]
    public async Task A_second_who_was_let_in_yesterday_is_none_and_where_nobody_else_can_one_decides_a_day_later()
    {
        await using var desk = await ErasedAsync();
        var proofs = desk.Web.Get<RetainedEvidenceStore>();
        var (_, id) = await proofs.AskAsync(Ada, Reason, desk.Owner);
        using (var raw = desk.Web.Raw())
            raw.Run(
                """UPDATE "StaffAccounts" SET "GivenAt" = @p0 WHERE "ActorId" = @p1""",
                Instant.ToMicroseconds(desk.Web.Now.AddDays(-1)),
                desk.Privacy.Actor.Id.ToByteArray(bigEndian: true)
            );
        Assert.Equal(ProofRefusal.TooNew, await proofs.AgreeAsync(id, desk.Privacy));
        Assert.Equal(ProofRefusal.NotAlone, await proofs.AgreeAloneAsync(id, "I am alone.", desk.Owner));
        desk.Web.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(ProofRefusal.NotAlone, await proofs.AgreeAloneAsync(id, "I am not who asked.", desk.Privacy));
        Assert.Equal(ProofRefusal.Incomplete, await proofs.AgreeAloneAsync(id, "", desk.Owner));
        Assert.Equal(ProofRefusal.None, await proofs.AgreeAloneAsync(id, "I am alone.", desk.Owner));
        Assert.Equal(ProofRefusal.None, (await proofs.ReadAsync(id, desk.Owner)).Refusal);
        Assert.Equal("I am alone.", Assert.Single(proofs.List()).AloneReason);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-02")]
    public async Task Where_one_person_is_enough_they_read_at_once()
    {
        await using var desk = await ErasedAsync("Privacy:TwoPeople=false");
        var (_, id) = await desk.Web.Get<RetainedEvidenceStore>().AskAsync(Ada, Reason, desk.Owner);
        Assert.Single((await desk.Web.Get<RetainedEvidenceStore>().ReadAsync(id, desk.Owner)).Proofs);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-06")]
    public async Task It_goes_when_its_time_is_over_and_who_read_it_after_thirty_days()
    {
        await using var desk = await ErasedAsync("Privacy:EvidenceRetention=40.00:00:00");
        var (retention, proofs) = (desk.Web.Get<RetentionJob>(), desk.Web.Get<RetainedEvidenceStore>());
        var (_, id) = await proofs.AskAsync(Ada, Reason, desk.Owner);
        desk.Web.Clock.Advance(TimeSpan.FromDays(30));
        await retention.RunAsync(Actor.System, Channel.System, TestContext.Current.CancellationToken);
        Assert.Single(proofs.List());
        desk.Web.Clock.Advance(TimeSpan.FromDays(1));
        await retention.RunAsync(Actor.System, Channel.System, TestContext.Current.CancellationToken);
        Assert.Empty(proofs.List());
        Assert.Single(Stubs(desk.Web));
        desk.Web.Clock.Advance(TimeSpan.FromDays(9));
        // Ends at that moment, whether or not the job has run.
        Assert.Equal(ProofRefusal.NothingKept, (await proofs.AskAsync(Ada, Reason, desk.Owner)).Refusal);
        await retention.RunAsync(Actor.System, Channel.System, TestContext.Current.CancellationToken);
        Assert.Empty(Stubs(desk.Web));
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-07")]
    public async Task Erased_again_under_another_key_there_are_two_and_both_are_read()
    {
        await using var desk = await ErasedAsync();
        (await desk.Web.RunAsync("suppression", "rotate")).Done();
        desk.Web.Clock.Advance(SuppressionKeys.WritesAfter);
        using (var raw = desk.Web.Raw())
            raw.Run("""DELETE FROM "Suppressions" """);
        await EraseAsync(desk.Web);
        Assert.Equal([1, 2], Stubs(desk.Web).Select(s => s.KeyId));
        var proofs = desk.Web.Get<RetainedEvidenceStore>();
        var (_, id) = await proofs.AskAsync(Ada, Reason, desk.Owner);
        await proofs.AgreeAsync(id, desk.Privacy);
        var read = (await proofs.ReadAsync(id, desk.Owner)).Proofs;
        Assert.Equal((2, 2), (read.Count, read.Select(p => p.LedgerId).Distinct().Count()));
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-08")]
    public async Task Told_again_after_a_restore_it_is_kept_for_as_long_as_it_would_have_been()
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
        Assert.Equal((erasedAt, erasedAt.AddDays(40)), (stub.ErasedAt, stub.ExpiresAt));
        // A copy so old that the period would be over restores none.
        raw.Run("""DELETE FROM "ProofStubs" """);
        BringBack(raw, rows);
        center.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(1, (await center.Get<ErasureReplay>().RunAsync(Actor.System, CancellationToken.None)).Erased);
        Assert.Empty(Stubs(center));
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    [Trait("Requirement", "ERA-10")]
    public async Task The_page_the_certificate_and_the_answer_say_that_it_stays_and_no_file_holds_address_or_name()
    {
        await using var desk = await DeskCenter.StartAsync(Stub, "Privacy:EvidenceRetention=730.00:00:00");
        var person = await desk.Web.SubscribeAsync(Ada.Typed, [WebCenter.News], name: "Zenobia Quillfeather");
        var visitor = new Visitor(desk.Web);
        await visitor.OpenAsync(person);
        var page = (await visitor.GetAsync("/me/erase")).Text;
        Assert.Contains(
            "Until 22 November 2028 a keyed hash of your address leads to its entries",
            page,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("under a random number that leads to nobody", page, StringComparison.Ordinal);

        await desk.Web.MailsAsync();
        await desk.Web.EraseAsync(person);
        var proofs = desk.Web.Get<RetainedEvidenceStore>();
        var (_, id) = await proofs.AskAsync(Ada, Reason, desk.Owner);
        await proofs.AgreeAsync(id, desk.Privacy);
        await proofs.ReadAsync(id, desk.Privacy);
        await desk.Web.CleanAsync();
        var certificate = Assert.Single(
            await desk.Web.MailsAsync(),
            m => m.Subject!.StartsWith("You are erased", StringComparison.Ordinal)
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

        desk.Web.Clock.Advance(TimeSpan.FromDays(1));
        await desk.Web.CleanAsync();
        Assert.Empty(Left(desk.Web));
        // An access request for that address also reports the stub.
        await desk.Web.Browser.PostAsync("/privacy", ("email", Ada.Typed));
        var answer = Assert.Single(
            await desk.Web.MailsAsync(),
            m => Words(m).Contains("leads to your entries in the log of consents", StringComparison.Ordinal)
        );
        Assert.Contains(
            "A second keyed hash sees to it that we never write to you again",
            Words(answer),
            StringComparison.Ordinal
        );
        desk.Web.Clock.Advance(TimeSpan.FromDays(9));
        await desk.Web.Get<MailDispatcher>().RestAsync();
        await desk.Web.CleanAsync();
        Assert.Single(Stubs(desk.Web));
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
