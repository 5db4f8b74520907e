namespace PreferenceCenter.Catalogue.Settings.Pictures;

/// <summary>A picture of which only what draws it is left.</summary>
internal sealed record DrawnPicture(int Width, int Height, byte[] Bytes)
{
    /// <summary>Most pixels of a side.</summary>
    public const int Most = 2000;
}
