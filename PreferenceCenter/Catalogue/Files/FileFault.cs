namespace PreferenceCenter.Catalogue.Files;

/// <summary>What is wrong with a file, and where in it.</summary>
internal sealed record FileFault(string Path, string Reason)
{
    public override string ToString() => $"{Path}: {Reason}";
}
