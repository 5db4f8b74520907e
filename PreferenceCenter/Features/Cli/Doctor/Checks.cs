using System.Runtime.CompilerServices;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>A check of the doctor: examines one thing and yields its findings line by line.</summary>
internal delegate IAsyncEnumerable<Finding> CheckStep(Examination examined, CancellationToken cancel);

/// <summary>What a check needs: tables of this version, and keys beside them. It makes neither.</summary>
internal enum CheckNeeds
{
    Settings,
    Database,
    Keys,
}

/// <summary>All checks of the doctor, in the order of its output.</summary>
internal static class Checks
{
    public static readonly IReadOnlyList<(string Name, CheckNeeds Needs, CheckStep Look)> All =
    [
        ("settings", CheckNeeds.Settings, (_, _) => Lines(Finding.Pass("settings", "every setting could be read"))),
        ("storage", CheckNeeds.Settings, (examined, _) => StorageCheck.Look(examined).ToAsyncEnumerable()),
        ("database", CheckNeeds.Settings, (examined, _) => DatabaseCheck.Look(examined).ToAsyncEnumerable()),
        ("site", CheckNeeds.Database, SiteAsync),
        ("journal", CheckNeeds.Database, (examined, _) => Lines(JournalFinding(examined))),
        ("ledger", CheckNeeds.Keys, (examined, _) => LedgerCheck.LookAsync(examined)),
        ("clock", CheckNeeds.Database, (examined, _) => ClockCheck.LookAsync(examined)),
        ("mail", CheckNeeds.Settings, (examined, _) => MailCheck.Look(examined).ToAsyncEnumerable()),
        ("dns.spf", CheckNeeds.Settings, SpfCheck.LookAsync),
        ("dns.dkim", CheckNeeds.Settings, DkimCheck.LookAsync),
        ("dns.dmarc", CheckNeeds.Settings, DmarcCheck.LookAsync),
        ("smtp", CheckNeeds.Settings, SmtpCheck.LookAsync),
        ("outbox", CheckNeeds.Database, OutboxCheck.LookAsync),
        ("work", CheckNeeds.Database, (examined, _) => WorkCheck.Look(examined).ToAsyncEnumerable()),
        ("one-click", CheckNeeds.Keys, OneClickCheck.LookAsync),
        ("staff", CheckNeeds.Database, (examined, _) => Lines(SecondPersonFinding(examined))),
        ("addresses", CheckNeeds.Database, AddressesAsync),
        ("sensitive", CheckNeeds.Database, (examined, _) => Lines(SensitiveFinding(examined))),
        ("demo", CheckNeeds.Database, (examined, _) => Lines(DemoFinding(examined))),
        ("bulk", CheckNeeds.Database, BulkCheck.LookAsync),
    ];

    private static async IAsyncEnumerable<Finding> SiteAsync(
        Examination examined,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        await examined.Service<SiteInForce>().RefreshAsync();
        var site = examined.Service<Site>();
        yield return site.IsSetUp
            ? Finding.Pass("site", "everything is given that pages and emails must say")
            : Finding.Fail(
                "site",
                $"{string.Join(", ", site.Facts.Lacking)} is not given: pages of subscribers are closed and no email is sent until it is, at {site.PublicUrl}staff/setup or as settings"
            );
    }

    private static Finding JournalFinding(Examination examined) =>
        examined.Service<JournalCheck>().Fault() is { } fault
            ? Finding.Fail("journal", fault)
            : Finding.Pass("journal", "the database has forgotten nothing that the journal knows");

    private static Finding SecondPersonFinding(Examination examined) =>
        (examined.Service<PrivacyRequestTerms>().TwoPeople, examined.Service<SecondPerson>().Standing()) switch
        {
            (false, _) => Finding.Warn(
                "staff.two-people",
                "one person can erase somebody, or refuse to, alone: Privacy:TwoPeople is false"
            ),
            (true, (_, Pair: true)) => Finding.Pass(
                "staff.two-people",
                "two people can decide what cannot be taken back"
            ),
            (true, (>= 2, _)) => Finding.Warn(
                "staff.two-people",
                "no two of the staff can decide about erasures together: the same person let them in, reset them or gave them their role. Vouch for one on this machine: staff add --role privacy, or staff reset"
            ),
            (true, (var count, _)) => Finding.Warn(
                "staff.two-people",
                Invariant(
                    $"{count} of the staff can decide about erasures (owner or privacy, known for seven days): two are needed; only where there is nobody else at all, one decides alone a day after proposing it. staff add --role privacy"
                )
            ),
        };

    private static async IAsyncEnumerable<Finding> AddressesAsync(
        Examination examined,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var open = await examined.Service<AddressChangeStore>().InDoubtAsync(examined.Now);
        yield return open.Count == 0
            ? Finding.Pass("addresses", "no restore left open whose an address is")
            : Finding.Warn(
                "addresses",
                Invariant(
                    $"of {open.Count} people a restore left open whose the address is: privacy staff settle it, or erase them; the console's home page lists them"
                )
            );
    }

    private static Finding SensitiveFinding(Examination examined) =>
        examined
            .Service<CatalogueCache>()
            .Refresh()
            .Topics.Where(t => t.Topic.Open && ConsentLint.LacksExplicitWords(t))
            .Select(t => t.Key)
            .ToList()
            is { Count: > 0 } keys
            ? Finding.Warn(
                "sensitive",
                $"consents to {string.Join(", ", keys)} are not explicit (GDPR article 9(2)(a)), and go on: the consent statement does not name the matter. Publish one that does, as a new purpose"
            )
            : Finding.Pass("sensitive", "the statement of each sensitive topic names the matter");

    private static Finding DemoFinding(Examination examined) =>
        (new DemoData(examined.Service<Data.Database>()).IsHere(), examined.Service<SecondFactorRule>().Demanded) switch
        {
            (false, _) => Finding.Pass("demo", "nobody here is of the demo"),
            // Only Development demands no second factor.
            (true, false) => Finding.Warn("demo", DemoData.WhatToDo),
            (true, true) => Finding.Fail("demo", DemoData.WhatToDo + " Until then the server does not start"),
        };

    private static IAsyncEnumerable<Finding> Lines(params Finding[] lines) => lines.ToAsyncEnumerable();
}
