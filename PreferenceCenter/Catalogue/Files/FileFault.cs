namespace PreferenceCenter.Catalogue.Files;

/// <summary>A fault in a file, and its place.</summary>
internal sealed record FileFault(string Path, string Reason)
{
    public override string ToString() => $"{Path}: {Reason}";
}
