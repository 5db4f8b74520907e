using static PreferenceCenter.Subscriptions.Imports.ImportStatus;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Known e-mail programs whose exports can be imported unchanged. None of them exports the consent statement, and only
/// Mailchimp exports the time of consent. The time at which a record was created is not a time of consent, so it is not
/// read.
/// </summary>
internal static class ExportPrograms
{
    /// <summary>A column by which our own list of an audience is known.</summary>
    public const string OwnMark = "listUnsubscribePost";

    /// <summary>The Preference Center's own format (<c>docs/import.md</c>).</summary>
    public static readonly ExportProgram Own = new("", "")
    {
        Columns = Enum.GetValues<ImportColumn>()
            .ToDictionary(column => column, column => new[] { ImportColumns.Names[(int)column] }),
        Marks = [],
        Signs = [],
        Others =
        [
            "id",
            "frequency",
            "tracking",
            "profiling",
            "preferencesUrl",
            "unsubscribeUrl",
            "listUnsubscribe",
            OwnMark,
            "listId",
        ],
    };

    private static readonly StatusSign[] Times = [new("UNSUB_TIME", Unsubscribed), new("CLEAN_TIME", Bounced)];

    private static readonly ExportProgram Mailchimp = new("mailchimp", "Mailchimp")
    {
        Columns = new Dictionary<ImportColumn, string[]>
        {
            [ImportColumn.Email] = ["Email Address"],
            [ImportColumn.Name] = ["First Name", "Last Name"],
            [ImportColumn.ConsentAt] = ["OPTIN_TIME", "CONFIRM_TIME"],
            [ImportColumn.ConsentIp] = ["OPTIN_IP", "CONFIRM_IP"],
        },
        Marks = ["MEMBER_RATING", "OPTIN_TIME", "CONFIRM_TIME", "LEID", "EUID"],
        // Mailchimp also writes a time for addresses that the owner added, but then without an IP address.
        OnlyWith = new Dictionary<string, string> { ["CONFIRM_TIME"] = "CONFIRM_IP" },
        Signs = Times,
        FileSigns = Times,
        FileNames = new Dictionary<string, ImportStatus>
        {
            ["unsubscribed_"] = Unsubscribed,
            ["cleaned_"] = Bounced,
            ["nonsubscribed_"] = NeverSubscribed,
        },
        Others =
        [
            .. "MEMBER_RATING LATITUDE LONGITUDE GMTOFF DSTOFF TIMEZONE CC REGION LAST_CHANGED LEID EUID".Split(' '),
            "NOTES",
            "TAGS",
            "Address",
            "Phone Number",
            "Birthday",
            "Company",
            "UNSUB_CAMPAIGN*",
            "UNSUB_REASON*",
            "CLEAN_CAMPAIGN*",
        ],
    };

    private static readonly ExportProgram Listmonk = new("listmonk", "listmonk")
    {
        Columns = new Dictionary<ImportColumn, string[]>
        {
            [ImportColumn.Email] = ["email"],
            [ImportColumn.Name] = ["name"],
        },
        Marks = ["uuid"],
        Signs = [new("status", Unsubscribed), new("subscription_status", Unsubscribed) { OfList = true }],
        Others = ["id", "uuid", "attributes", "attribs", "created_at", "updated_at", "lists"],
    };

    private static readonly ExportProgram Brevo = new("brevo", "Brevo")
    {
        Columns = new Dictionary<ImportColumn, string[]>
        {
            [ImportColumn.Email] = ["EMAIL"],
            // The names of the two columns depend on the language in which the account was created.
            [ImportColumn.Name] =
            [
                "FIRSTNAME",
                "PRENOM",
                "VORNAME",
                "NOMBRE",
                "LASTNAME",
                "NOM",
                "NACHNAME",
                "APELLIDOS",
            ],
        },
        Marks = ["CONTACT ID", "ADDED_TIME", "MODIFIED_TIME", "SMS", "FIRSTNAME", "LASTNAME", "EMAIL_BLACKLISTED"],
        Signs =
        [
            new("*BLACKLIST*", Unsubscribed),
            new("*BLOCKLIST*", Unsubscribed),
            new("*UNSUBSCRI*", Unsubscribed),
            new("*STATUS*", Unsubscribed) { Worded = true },
            new("*EMAIL*MARKETING*", Unsubscribed) { Worded = true },
        ],
        NoSigns = ["*SMS*", "*WHATSAPP*"],
        Others = ["CONTACT ID", "EXT_ID", "ADDED_TIME", "MODIFIED_TIME", "CONTACT_TIMEZONE", "LANDLINE_NUMBER"],
    };

    private static readonly ExportProgram HubSpot = new("hubspot", "HubSpot")
    {
        Columns = new Dictionary<ImportColumn, string[]>
        {
            [ImportColumn.Email] = ["Email"],
            [ImportColumn.Name] = ["First Name", "Last Name"],
        },
        Marks =
        [
            "Record ID",
            "Contact ID",
            "Create Date",
            "Unsubscribed from all email",
            "Portal Unsubscribe",
            "Portal Bounce",
        ],
        Signs =
        [
            new("Unsubscribed from all email", Unsubscribed),
            new("Opted out of email: *", Unsubscribed) { OfList = true },
            new("Email hard bounce reason", Bounced),
            new("Invalid email address", Bounced),
            new("Email address quarantined", Bounced),
            new("Marketing contact status", NeverSubscribed),
            new("Portal Unsubscribe", Unsubscribed),
            new("Portal Spam Report", Complained),
            new("Portal Bounce", Bounced),
            new("Global Bounce", Bounced),
        ],
        // The list of bounces and opt-outs. A contact in it without either sign opted out of one of the kinds of e-mail
        // that have their own columns.
        FileSigns = [new("Portal Unsubscribe", Unsubscribed) { OfList = true }],
        Others =
        [
            "Record ID",
            "Contact ID",
            "Create Date",
            "Last Activity Date",
            "Last Modified Date",
            "Lead Status",
            "Lifecycle Stage",
            "Phone Number",
            "Mobile Phone Number",
            "Contact owner",
            "Associated *",
            "Primary *",
        ],
    };

    public static readonly ExportProgram[] All = [Mailchimp, Listmonk, Brevo, HubSpot];
}
