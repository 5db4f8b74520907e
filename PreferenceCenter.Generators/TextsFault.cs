using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PreferenceCenter.Generators;

/// <summary>A fault in a .resx and its place; lines and columns count from 0.</summary>
internal sealed record TextsFault(DiagnosticDescriptor Kind, string Path, int Line, int Column, string What)
{
    public static readonly DiagnosticDescriptor Malformed = Error(
        "TEXTS001",
        "Malformed .resx",
        "{0} is malformed: {1}"
    );

    public static readonly DiagnosticDescriptor BadKey = Error(
        "TEXTS002",
        "Key that is no C# identifier",
        "{0}: the key '{1}' is no C# identifier and can be no property"
    );

    public static readonly DiagnosticDescriptor DuplicateKey = Error(
        "TEXTS003",
        "Key that stands twice",
        "{0}: the key '{1}' stands twice"
    );

    public Diagnostic ToDiagnostic()
    {
        var place = new LinePosition(Line, Column);
        return Diagnostic.Create(
            Kind,
            Location.Create(Path, default, new LinePositionSpan(place, place)),
            System.IO.Path.GetFileName(Path),
            What
        );
    }

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Texts", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
