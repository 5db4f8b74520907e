using System.Text.Json;
using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>
/// The file <c>journal.json</c> of a journal directory: which journal this is, of which database, and how far it holds
/// what other journals hold.
/// </summary>
/// <param name="Id">The id under which the database knows this journal.</param>
/// <param name="Database">The id of the database.</param>
/// <param name="Others">
/// Other journals of the database, each with whether this one holds everything that it holds: its machine had stopped
/// writing before this one last read all logs.
/// </param>
/// <param name="Anew">Whether unsubscribes of unknown ids are to be read from the database anew, from the first.</param>
internal sealed record JournalIdentity(
    Guid Id,
    Guid Database,
    IReadOnlyDictionary<Guid, bool> Others,
    bool Anew = false
)
{
    public const string Name = "journal.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string PathIn(string directory) => Path.Combine(directory, Name);

    /// <summary>The identity of a directory; null where no journal was begun there by this version or a later one.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read.</exception>
    public static JournalIdentity? In(string directory)
    {
        var path = PathIn(directory);
        if (!File.Exists(path))
            return null;
        try
        {
            return
                JsonSerializer.Deserialize<JournalIdentity>(File.ReadAllText(path), Json) is { Others: not null } found
                && found.Id != Guid.Empty
                ? found
                : throw new InvalidDataException($"{path} does not say which journal this is.");
        }
        catch (JsonException reason)
        {
            throw new InvalidDataException($"{path} cannot be read: {reason.Message}", reason);
        }
    }

    /// <summary>Whether this journal holds everything that another one holds.</summary>
    public bool Covers(Guid other) => Others.TryGetValue(other, out var covered) && covered;

    /// <summary>Replaces the file; called under the lock of its path.</summary>
    public void Write(string directory) =>
        KeyFile.Replace(PathIn(directory), stream => JsonSerializer.Serialize(stream, this, Json));
}
