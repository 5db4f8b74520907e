using System.Xml.Linq;

namespace PreferenceCenter.Catalogue.Translations;

/// <summary>Names of XLIFF 2.0 and 2.1 (OASIS), which share a namespace, and of what this program adds.</summary>
internal static class XliffNames
{
    public const string Uri = "urn:oasis:names:tc:xliff:document:2.0";
    public const string OurUri = "urn:preference-center:texts";
    public static readonly XNamespace Core = Uri;

    /// <summary>Attribute of a unit: which translation the export had.</summary>
    public static readonly XName Seen = XNamespace.Get(OurUri) + "seen";
}
