namespace PreferenceCenter.Data;

/// <summary>
/// Statements about a set of rows, so that a page of people costs one question and not one each. The set is one
/// parameter: a JSON array on SQLite, an array on PostgreSQL.
/// </summary>
/// <param name="Suppressed">Those of some keyed hashes that are on the suppression list.</param>
/// <param name="Queued">Once-key and state of those mails with one of some once-keys that the outbox has.</param>
/// <param name="Waiting">Address and content of the pending sign-ups of some addresses.</param>
/// <param name="ById">Subscribers with their choices, by row id.</param>
/// <param name="ByPublicId">The same by public id.</param>
/// <param name="ByAddress">The same by address.</param>
/// <param name="Histories">All events of subscribers by row id, each with that id, in the order of both.</param>
internal sealed record SetStatements(
    string Suppressed,
    string Queued,
    string Waiting,
    string ById,
    string ByPublicId,
    string ByAddress,
    string Histories
)
{
    /// <summary>How a set becomes the value of a parameter.</summary>
    public required Func<long[], object> Numbers { get; init; }
    public required Func<string[], object> Texts { get; init; }
    public required Func<byte[][], object> Bytes { get; init; }

    public object Of(IEnumerable<long> numbers) => Numbers([.. numbers]);

    public object Of(IEnumerable<string> texts) => Texts([.. texts]);

    public object Of(IEnumerable<byte[]> bytes) => Bytes([.. bytes]);

    public object Of(IEnumerable<Guid> ids) => Bytes([.. ids.Select(id => id.ToByteArray(bigEndian: true))]);
}
