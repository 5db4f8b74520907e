using System.Data.Common;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests.PersonalData;

internal enum DataPlace
{
    Table,
    File,
}

/// <summary>What it is, to somebody who is not a programmer.</summary>
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

/// <summary>GDPR article 6(1).</summary>
public enum DataBasis
{
    Consent,
    Duty,
    Interest,
}

/// <summary>Where it came from (GDPR article 15(1)(g)).</summary>
public enum DataSource
{
    Person,
    PersonOrImport,
    Program,
}

/// <summary>How long it is kept.</summary>
public enum DataKept
{
    UntilErased,
    Evidence,
    Mails,
    Pending,
    Hours,
    ForGood,
    Days,
}

/// <summary>One place that can hold something personal: a table, a file or a queue.</summary>
/// <param name="Key">Stable: exports name it, an erasure takes it up.</param>
/// <param name="Name">The table, or the setting of a file's directory.</param>
/// <param name="FoundBy">The columns, or the part of a line, by which a person is found in it.</param>
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
    /// One person's rows. Null where an export would say the same twice; then <see cref="WhyNotRead"/> says so.
    /// </summary>
    public DataReader? Read { get; init; }
    public string? WhyNotRead { get; init; }
}

internal delegate DataRows DataReader(DataQuestion about);

/// <summary>About whom, and what helps to read it.</summary>
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

/// <summary>Rows as an export writes them: text, numbers, truth, times, ids, bytes and JSON.</summary>
internal sealed record DataRows(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    public static DataRows Of(DbCommand command, params (string Name, Func<DbDataReader, int, object?> Read)[] columns)
    {
        var rows = new List<object?[]>();
        using var row = command.ExecuteReader();
        while (row.Read())
            rows.Add([.. columns.Select((column, i) => row.IsDBNull(i) ? null : column.Read(row, i))]);
        return new DataRows([.. columns.Select(c => c.Name)], rows);
    }
}

/// <summary>What was found in one place.</summary>
internal sealed record PersonalDataRows(DataEntry Entry, DataRows Rows);
