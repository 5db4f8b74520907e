using System.Data.Common;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests.PersonalData;

/// <summary>Kind of place where personal data is stored.</summary>
internal enum DataPlace
{
    Table,
    File,
}

/// <summary>Category of personal data, in terms of the reader, not of the database.</summary>
public enum DataCategory
{
    Profile,
    Choices,
    History,
    Proof,
    Mails,
    SignUps,
    Visits,
    Protection,
}

/// <summary>Lawful basis of the processing (GDPR article 6(1)).</summary>
public enum DataBasis
{
    Consent,
    Duty,
    Interest,
}

/// <summary>Source of the data (GDPR article 15(1)(g)).</summary>
public enum DataSource
{
    Person,
    PersonOrImport,
    Program,
}

/// <summary>Retention period of the data.</summary>
public enum DataKept
{
    UntilErased,
    Evidence,
    Mails,
    Pending,
    Hours,
    ForGood,
    Days,

    /// <summary>Contents of a privacy request: some years after it was closed.</summary>
    Closed,

    /// <summary>What staff typed and have not sent: some days.</summary>
    Draft,
}

/// <summary>Entry of the map of personal data: one table or directory that can hold personal data.</summary>
/// <param name="Key">Stable identifier: exports and erasures refer to it.</param>
/// <param name="Name">Name of the table, or of the setting with the directory.</param>
/// <param name="FoundBy">The columns, or the part of a line, by which a subscriber is found.</param>
internal sealed record DataEntry(
    string Key,
    DataPlace Place,
    string Name,
    IReadOnlyList<string> FoundBy,
    DataCategory Category,
    DataBasis Basis,
    DataSource Source,
    DataKept Kept
)
{
    /// <summary>
    /// Reads one subscriber's rows. Null if an export would repeat other data; <see cref="WhyNotRead"/> then gives the
    /// reason.
    /// </summary>
    public DataReader? Read { get; init; }
    public string? WhyNotRead { get; init; }
}

/// <summary>Reads the rows of one subscriber from one place.</summary>
internal delegate ValueTask<DataRows> DataReader(DataQuestion about);

/// <summary>The subscriber whose data is read, and what is needed to read it.</summary>
internal sealed record DataQuestion(
    ReadSession Session,
    SubscriberSnapshot Person,
    IReadOnlyList<(LedgerEventRow Event, EvidenceRow? Evidence)> History,
    AddressHasher Hashes,
    CatalogueSnapshot Catalogue
)
{
    public Subscriber Subscriber => Person.Subscriber;
    public EmailAddress? Address { get; } = EmailAddress.TryParse(Person.Subscriber.Address);
}

/// <summary>Rows for an export: text, numbers, booleans, times, ids, bytes and JSON.</summary>
internal sealed record DataRows(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    public static async ValueTask<DataRows> OfAsync(
        DbCommand command,
        params (string Name, Func<DbDataReader, int, object?> Read)[] columns
    ) =>
        new(
            [.. columns.Select(c => c.Name)],
            await command.AllAsync(row =>
                columns.Select((column, i) => row.IsDBNull(i) ? null : column.Read(row, i)).ToArray()
            )
        );
}

/// <summary>Rows found in one place.</summary>
internal sealed record PersonalDataRows(DataEntry Entry, DataRows Rows);
