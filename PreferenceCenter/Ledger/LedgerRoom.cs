using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Ledger.Retention;

namespace PreferenceCenter.Ledger;

internal static class LedgerRoom
{
    public static IServiceCollection AddLedger(
        this IServiceCollection services,
        Policy policy,
        TimeSpan coalesceFor,
        StoreIp storeIp,
        AddThroughFooter add,
        RetentionSettings retention,
        Erasures.ErasureSettings erasures
    ) =>
        services
            .AddMetrics()
            .AddSingleton<LedgerMetrics>()
            .AddSingleton(center => new LedgerSettings(
                policy,
                center.GetRequiredService<SuppressionList>(),
                coalesceFor
            ))
            .AddSingleton<JournalCheck>()
            .AddSingleton<JournalKeeper>()
            .AddSingleton<JournalReplay>()
            .AddSingleton<ErasureJournal>()
            .AddSingleton(erasures)
            .AddSingleton<Erasures.Eraser>()
            .AddSingleton<Erasures.ErasureReplay>()
            .AddSingleton<Erasures.ErasureJob>()
            .AddSingleton<Erasures.ProofStubs>()
            .AddSingleton<Requests.DueErasures>()
            .AddSingleton<Addresses.AddressMover>()
            .AddSingleton<Requests.SecondPerson>()
            .AddSingleton<Requests.RequestIntake>()
            .AddSingleton<Requests.RequestWork>()
            .AddSingleton<Requests.RequestDecisions>()
            .AddSingleton<Requests.RequestQueue>()
            .AddSingleton<Requests.RequestFigures>()
            .AddSingleton<Requests.RequestJob>()
            .AddSingleton<Requests.RecipientRegister>()
            .AddSingleton(center => new Requests.RequestTerms(
                erasures.Automatic,
                erasures.Grace,
                center.GetRequiredService<Site>().TimeZone,
                erasures.TwoPeople
            ))
            .AddSingleton<LossAcceptance>()
            .AddSingleton<ChangeWriter>()
            .AddSingleton<HouseNames>()
            .AddSingleton<MailRetry>()
            .AddSingleton(center => new GrantTerms(add, center.GetRequiredService<CatalogueCache>()))
            .AddSingleton(retention)
            .AddSingleton<RetentionJob>()
            .AddSingleton<Topics.TopicChanges>()
            .AddSingleton<Wording.NoticeChanges>()
            .AddSingleton<Wording.FormChanges>()
            .AddSingleton(new RequestEvidence(storeIp))
            .AddSingleton(center =>
                LogSigningKeyFile.LoadOrCreate(
                    center.GetRequiredService<StorageSettings>().KeysDirectory,
                    LogOrigin.KeyName(center.GetRequiredService<Site>().PublicUrl)
                )
            )
            .AddSingleton<Staff.StaffAccounts>()
            .AddSingleton<Staff.StaffEntrance>()
            .AddSingleton<Staff.StaffAtWork>()
            .AddSingleton<Receipts>()
            .AddSingleton<Records.ConsentRecords>()
            .AddSingleton<Proofs.ProofHistory>()
            .AddSingleton<Proofs.ProofReader>()
            .AddSingleton<LedgerVerifier>()
            .AddSingleton<LedgerRebuild>();

    /// <summary>What a serving process needs besides: the one door, open.</summary>
    public static IServiceCollection AddChangeWriter(this IServiceCollection services) =>
        services
            .AddHostedService(center => center.GetRequiredService<ChangeWriter>())
            .AddHostedService<ControllerNaming>()
            .AddHostedService<RetentionWorker>();
}
