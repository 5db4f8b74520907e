using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Cli.Demo;
using PreferenceCenter.Features.Console.Accounts;
using PreferenceCenter.Links;
using PreferenceCenter.Mail;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Shared.Telemetry;

namespace PreferenceCenter.Hosting;

/// <summary>
/// All settings of the program, read and checked once at the start. Defaults that suit a trial apply in Development
/// only.
/// </summary>
internal sealed record ProgramSettings(
    bool Development,
    Site Site,
    StorageSettings Storage,
    MailOptions Mail,
    LinkKeySettings LinkKeys,
    LinkLifetimes Lifetimes,
    AddThroughFooter AddThroughFooter,
    StoreIp StoreIp,
    RetentionSettings Retention,
    ErasureSettings Erasures,
    IReadOnlyList<System.Net.IPNetwork> ProxyNetworks,
    Exports Exports,
    TimeSpan DrainFor,
    FirstOwnerSettings FirstOwner,
    ConfiguredSite ConfiguredSite,
    DemoSettings Demo
)
{
    /// <summary>EX_CONFIG of sysexits.h.</summary>
    public const int ExitCode = 78;

    public static ProgramSettings Read(
        IConfiguration configuration,
        bool development,
        ICollection<SettingFault> faults
    ) => Read(new SettingReader(configuration, faults), development);

    /// <summary>
    /// Every key that is read as a setting, and those of them that are lists: found by reading an empty configuration.
    /// </summary>
    public static (IReadOnlySet<string> All, IReadOnlySet<string> Lists) Keys()
    {
        var reader = new SettingReader(new ConfigurationBuilder().Build(), []);
        Read(reader, development: true);
        return (reader.Keys, reader.Lists);
    }

    private static ProgramSettings Read(SettingReader read, bool development)
    {
        var urls = ServerSettings.ReadUrls(read, development);
        var demo = new DemoSettings(read.Flag("Demo:Seed", true) && development);
        var site = SiteSettings.Read(read, development, demo.Seeds, urls is [var first, ..] ? first : null);
        var storage = ReadStorage(read, development);
        var confirmFor = read.Duration(
            "Links:ConfirmLifetime",
            TimeSpan.FromDays(7),
            TimeSpan.FromMinutes(10),
            TimeSpan.FromDays(60)
        );
        var evidenceFor = read.Duration(
            "Privacy:EvidenceRetention",
            TimeSpan.FromDays(3 * 365.25),
            TimeSpan.FromDays(1),
            TimeSpan.FromDays(50 * 365.25)
        );
        var undoFor = read.Duration(
            "Links:UndoLifetime",
            TimeSpan.FromDays(30),
            TimeSpan.FromHours(1),
            TimeSpan.FromDays(400)
        );
        return new ProgramSettings(
            development,
            site,
            storage,
            MailSettings.Read(read, new MailDefaults(development, site.Name, site.PublicUrl.Host, storage.Directory)),
            LinkKeySettings.Read(read.Configuration, read.Faults),
            new LinkLifetimes(
                read.Duration(
                    "Links:PreferencesLifetime",
                    TimeSpan.FromDays(400),
                    TimeSpan.FromHours(1),
                    TimeSpan.FromDays(3650)
                ),
                TimeSpan.FromHours(24),
                confirmFor,
                read.Duration(
                    "Links:IdentityLifetime",
                    TimeSpan.FromMinutes(10),
                    TimeSpan.FromMinutes(1),
                    TimeSpan.FromHours(1)
                ),
                undoFor
            ),
            read.Choice<AddThroughFooter>("Consent:AddThroughFooter", AddThroughFooter.Confirm),
            read.Choice<StoreIp>("Privacy:StoreIp", StoreIp.Truncated),
            new RetentionSettings(
                read.Duration("Privacy:PendingRetention", TimeSpan.FromDays(7), TimeSpan.Zero, TimeSpan.FromDays(365)),
                evidenceFor,
                read.Duration(
                    "Privacy:InactiveRetention",
                    TimeSpan.FromDays(3 * 365.25),
                    TimeSpan.FromDays(30),
                    TimeSpan.FromDays(50 * 365.25)
                ),
                confirmFor,
                undoFor
            ),
            new ErasureSettings(
                read.Flag("Privacy:KeepSuppression", true),
                read.Choice<ErasureReview>("Privacy:ErasureReview", ErasureReview.Staff) == ErasureReview.Automatic,
                read.Duration("Privacy:ErasureGrace", TimeSpan.FromDays(1), TimeSpan.Zero, TimeSpan.FromDays(14)),
                read.Flag("Privacy:TwoPeople", true)
            )
            {
                KeepProofFor =
                    read.Choice<KeepProof>("Privacy:KeepProof", KeepProof.None) == KeepProof.Stub ? evidenceFor : null,
            },
            ServerSettings.ReadNetworks(read),
            ServerSettings.ReadExports(read),
            read.Duration(
                "Server:DrainFor",
                development ? TimeSpan.Zero : TimeSpan.FromSeconds(2),
                TimeSpan.Zero,
                TimeSpan.FromMinutes(1)
            ),
            FirstOwnerSettings.Read(read),
            SiteSettings.ConfiguredIn(read.Configuration, site.Facts),
            demo
        );
    }

    private static StorageSettings ReadStorage(SettingReader read, bool development)
    {
        var directory = read.Folder("Storage:Directory", "data", "where the database lives");
        var keys = read.Folder(
            "Storage:KeysDirectory",
            development ? Path.Combine(directory, "keys") : null,
            "where keys are kept, apart from the data"
        );
        var journal = read.Folder(
            "Storage:JournalDirectory",
            development ? Path.Combine(directory, "journal") : null,
            "where reductions and erasures are written, apart from the data"
        );
        if (!development)
            foreach (
                var (key, path) in new[] { ("Storage:KeysDirectory", keys), ("Storage:JournalDirectory", journal) }
            )
                if (
                    path.Length > 0
                    && (path + Path.DirectorySeparatorChar).StartsWith(
                        directory + Path.DirectorySeparatorChar,
                        StringComparison.Ordinal
                    )
                )
                    read.Fault(key, "lies inside Storage:Directory: a copy of the data would carry it along");
        var provider = read.Choice<DatabaseProvider>("Database:Provider", DatabaseProvider.Sqlite);
        return new StorageSettings(
            directory,
            keys,
            journal,
            provider,
            DatabaseSettings.ReadConnection(read, provider, Path.Combine(directory, DatabaseSettings.FileName))
        );
    }
}
