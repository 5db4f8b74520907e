using Microsoft.AspNetCore.Authorization;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Bundles;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Catalogue.Translations;
using PreferenceCenter.ConsentEvidence.ConsentRecords;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.ConsentEvidence.Proof;
using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.ConsentEvidence.RetainedEvidence;
using PreferenceCenter.Data;
using PreferenceCenter.Data.PostgreSql;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Domain;
using PreferenceCenter.Insights;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Ledger.Replay;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.PrivacyRequests.ProcessingRegister;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Schedule;
using PreferenceCenter.Staff;
using PreferenceCenter.Subscriptions;
using PreferenceCenter.Subscriptions.AddressChanges;
using PreferenceCenter.Subscriptions.TopicMerges;
using PreferenceCenter.Templates.Kept;

namespace PreferenceCenter.Hosting;

/// <summary>Registers the services of the modules below the features, from the lowest module to the highest.</summary>
internal static class ServiceRegistration
{
    public static IServiceCollection AddData(this IServiceCollection services, StorageSettings storage) =>
        services
            .AddSingleton(storage)
            .AddSingleton<Database>(_ =>
                storage.Provider == DatabaseProvider.PostgreSql
                    ? new PostgresDatabase(storage.ConnectionString)
                    : new SqliteDatabase(storage.ConnectionString)
            )
            .AddSingleton<SubscriberReader>()
            .AddSingleton<OutboxStore>()
            .AddSingleton<DeliveryLog>()
            .AddSingleton<OutboxRetention>()
            .AddSingleton<RetentionStore>()
            .AddSingleton<WorkRecordStore>()
            .AddSingleton<ErasureStore>()
            .AddSingleton<PrivacyRequestStore>()
            .AddSingleton<DataSessionStore>()
            .AddSingleton<PageLinks>()
            .AddSingleton<AddressChangeStore>()
            .AddSingleton<MailboxReader>()
            .AddSingleton(center => new AddressHasher(
                storage.KeysDirectory,
                center.GetRequiredService<TimeProvider>(),
                center.GetRequiredService<ILogger<AddressHasher>>()
            ));

    public static IServiceCollection AddLedger(
        this IServiceCollection services,
        Policy policy,
        TimeSpan coalesceFor,
        bool confirmOneClick = false
    ) =>
        services
            .AddMetrics()
            .AddSingleton<LedgerMetrics>()
            .AddSingleton(center => new LedgerSettings(policy, center.GetRequiredService<AddressHasher>(), coalesceFor)
            {
                Calendar = center.GetRequiredService<Site>().Calendar,
                ConfirmOneClick = confirmOneClick,
            })
            .AddSingleton(center =>
                LogSigningKeyFile.LoadOrCreate(
                    center.GetRequiredService<StorageSettings>().KeysDirectory,
                    LogNames.KeyName(center.GetRequiredService<Site>().PublicUrl)
                )
            )
            .AddSingleton<JournalRegistry>()
            .AddSingleton<JournalCheck>()
            .AddSingleton<JournalKeeper>()
            .AddSingleton<ErasureJournal>()
            .AddSingleton<JournalPurge>()
            .AddSingleton<ChangeWriter>()
            .AddSingleton<LedgerNames>()
            .AddSingleton<JournalReplay>()
            .AddSingleton<LossAcceptance>()
            .AddSingleton<LedgerVerifier>()
            .AddSingleton<StateRebuild>()
            .AddSingleton(center => new Recount(
                center.GetRequiredService<Database>(),
                center.GetRequiredService<Site>().Calendar
            ));

    public static IServiceCollection AddCatalogue(this IServiceCollection services) =>
        services
            .AddSingleton<CatalogueCache>()
            .AddSingleton<CataloguePublisher>()
            .AddSingleton<TopicChanges>()
            .AddSingleton<DraftStore>()
            .AddSingleton<TopicDrafts>()
            .AddSingleton<EntryDrafts>(center => center.GetRequiredService<TopicDrafts>())
            .AddSingleton<NoticeDrafts>()
            .AddSingleton<EntryDrafts>(center => center.GetRequiredService<NoticeDrafts>())
            .AddSingleton<FormDrafts>()
            .AddSingleton<EntryDrafts>(center => center.GetRequiredService<FormDrafts>())
            .AddSingleton<SiteInForce>()
            .AddSingleton<SettingsChanges>()
            .AddSingleton<NoticeChanges>()
            .AddSingleton<FormChanges>()
            .AddSingleton<BundleChanges>()
            .AddSingleton<TranslationFiles>()
            .AddSingleton<TranslationDrafts>()
            .AddSingleton<EntryDrafts>(center => center.GetRequiredService<TranslationDrafts>());

    public static IServiceCollection AddStaffAccounts(this IServiceCollection services, bool development) =>
        services
            .AddSingleton<StaffAccounts>()
            .AddSingleton<StaffOnboarding>()
            .AddSingleton<StaffAuthorizer>()
            .AddSingleton(new SecondFactorRule(Demanded: !development))
            .AddSingleton<SecondPerson>()
            .AddSingleton<StaffProof>()
            .AddSingleton<ReadingLog>()
            .AddScoped<StaffSession>()
            .AddScoped<IAuthorizationHandler, StaffRequirementHandler>()
            .AddAuthorization(StaffPolicies.AddTo);

    public static IServiceCollection AddPrivacyRequests(
        this IServiceCollection services,
        RetentionSettings retention,
        ErasureSettings erasures
    ) =>
        services
            .AddSingleton(erasures)
            .AddSingleton<ErasureService>()
            .AddSingleton<ErasureReplay>()
            .AddPeriodic<DueErasures>()
            .AddPeriodic<PrivacyRequestJob>()
            .AddPeriodic<ErasureCleanup>()
            .AddSingleton(retention)
            .AddSingleton<RenewalQuestions>()
            .AddPeriodic<RetentionJob>()
            .AddSingleton<PersonalData>()
            .AddSingleton<PrivacyRequestIntake>()
            .AddSingleton<PrivacyRequestHandling>()
            .AddSingleton<PrivacyRequestDecisions>()
            .AddSingleton<PrivacyRequestQueue>()
            .AddSingleton<RequestFigures>()
            .AddSingleton<RecipientRegister>()
            .AddSingleton<RequestDigest>()
            .AddSingleton(center => new PrivacyRequestTerms(
                erasures.Automatic,
                erasures.Grace,
                center.GetRequiredService<Site>().Calendar,
                erasures.TwoPeople
            ))
            .AddSingleton<RegisterWriter>();

    public static IServiceCollection AddSubscriptions(
        this IServiceCollection services,
        StoreIp storeIp,
        AddThroughFooter add
    ) =>
        services
            .AddSingleton(center => new GrantTerms(add, center.GetRequiredService<CatalogueCache>()))
            .AddSingleton(new HttpEvidence(storeIp))
            .AddSingleton<AddressMover>()
            .AddSingleton<SendGate>()
            .AddSingleton<ChoiceNotes>()
            .AddPeriodic<TopicMerges>()
            .AddSingleton<Audience>();

    public static IServiceCollection AddConsentEvidence(this IServiceCollection services) =>
        services
            .AddSingleton<ReceiptIssuer>()
            .AddSingleton<EvidenceHistory>()
            .AddSingleton<ConsentRecordBuilder>()
            .AddSingleton<ProofReader>()
            .AddSingleton<RetainedEvidenceStore>();

    public static IServiceCollection AddTemplates(this IServiceCollection services) =>
        services
            .AddSingleton<TemplateContexts>()
            .AddSingleton<TemplateChecks>()
            .AddSingleton<KeptTemplates>()
            .AddPeriodic<TemplateRechecks>();

    public static IServiceCollection AddInsights(this IServiceCollection services) =>
        services
            .AddPeriodic<RecountWork>()
            .AddSingleton(center => new InsightsReader(
                center.GetRequiredService<Database>(),
                center.GetRequiredService<Site>().Calendar,
                center.GetRequiredService<TimeProvider>()
            ))
            .AddSingleton(center => new LeaveComments(
                center.GetRequiredService<Database>(),
                center.GetRequiredService<Site>().Calendar,
                center.GetRequiredService<TimeProvider>()
            ));

    /// <summary>Registers work that runs by itself in the serving process, and that others may run at once.</summary>
    private static IServiceCollection AddPeriodic<T>(this IServiceCollection services)
        where T : PeriodicWork =>
        services.AddSingleton<T>().AddSingleton<PeriodicWork>(center => center.GetRequiredService<T>());

    /// <summary>Registers the background services of the serving process. The change writer starts first.</summary>
    public static IServiceCollection AddWorkers(this IServiceCollection services) =>
        services
            .AddHostedService(center => center.GetRequiredService<ChangeWriter>())
            .AddHostedService<ControllerNaming>()
            .AddSingleton<WorkMetrics>()
            .AddSingleton<PeriodicWorker>()
            .AddHostedService(center => center.GetRequiredService<PeriodicWorker>())
            .AddHostedService<DatabaseMaintenance>()
            .AddSingleton<DatabaseClock>()
            .AddHostedService(center => center.GetRequiredService<DatabaseClock>())
            .AddSingleton<DatabaseMetrics>();
}
