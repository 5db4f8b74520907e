using System.Security.Cryptography;
using PreferenceCenter.ConsentEvidence.ConsentRecords;

namespace PreferenceCenter.Tests.Ledger.Records;

/// <summary>
/// Sample history of one person's consent to one topic: requested, given and withdrawn. docs/consent-record.md shows
/// its record.
/// </summary>
internal static class RecordedFacts
{
    private const string Notice = "https://lists.example.org/notices/7/en";
    private const string Log = "lists.example.org/ledger";

    public static ConsentRecord Record { get; } =
        new(
            Guid.Parse("a1c5c5ce-7f3a-4b0e-9f64-0d2d7f6f6f11"),
            Guid.Parse("5b0a2c4e-9d0f-4f57-8c0e-3a1e7c2b9d24"),
            new("product-news", PurposeCategory.DirectMarketing, "Product news", "What is new, once a month", "en"),
            ConsentType.ExpressedConsent,
            [PersonalDataKind.EmailAddress, PersonalDataKind.Language],
            [ProcessingKind.Collect, ProcessingKind.Store, ProcessingKind.Use],
            new(["DE"], "Consent is withdrawn; its proof three years longer"),
            [
                new(
                    "https://example.org/",
                    PartyRole.DataController,
                    "Example Ltd",
                    "1 Example Street, 10115 Berlin, Germany",
                    "privacy@example.org",
                    "https://example.org/"
                ),
            ],
            [new(Notice, "en", "7", SHA256.HashData("Once a month, until you leave."u8))],
            "DE",
            "https://lists.example.org/help",
            "https://lists.example.org/help",
            GdprRight.All,
            [
                Event(ConsentState.ConsentRequested, "2026-03-01T09:15:00.25Z", ExpresserKind.Controller, 41) with
                {
                    ValidUntil = At("2026-03-08T09:15:00.25Z"),
                    NoticeId = Notice,
                },
                Event(ConsentState.ConsentGiven, "2026-03-01T09:17:30Z", ExpresserKind.Principal, 42) with
                {
                    Method = "Button behind the mailed confirmation link",
                    NoticeId = Notice,
                },
                Event(ConsentState.ConsentWithdrawn, "2026-06-30T20:00:00Z", ExpresserKind.Principal, 977) with
                {
                    Method = "One-click unsubscribe",
                },
            ]
        );

    public static ConsentReceipt Receipt { get; } =
        new(Guid.Parse("0f0d6a4c-11c3-4a55-b6a1-7f6d5d0f8e02"), At("2026-07-01T08:00:00Z"), [Record]);

    public static RecordedEvent Event(ConsentState state, string at, ExpresserKind by, long index) =>
        new(state, At(at), new(by), Position: new(Log, index));

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
