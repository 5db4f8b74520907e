namespace PreferenceCenter.Faults;

/// <summary>
/// The place of a fault: a field, a line, a field (column) of a line, or, with neither, the file as a whole.
/// </summary>
/// <param name="Path">Path of the field, such as <c>topics[0].key</c>, or the key of a topic or form.</param>
/// <param name="Line">Line counted from 1; 0 where the path says the place.</param>
internal readonly record struct FaultPlace(string Path, long Line = 0)
{
    public static readonly FaultPlace File = new("");

    public static implicit operator FaultPlace(string path) => new(path);
}
