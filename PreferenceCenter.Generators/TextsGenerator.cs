using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PreferenceCenter.Generators;

/// <summary>
/// Generates a class for each neutral .resx among the additional files, with the same name and one typed property for
/// each key. A file with a culture in its name is a translation and uses the class of the neutral file.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class TextsGenerator : IIncrementalGenerator
{
    /// <summary>Name of the cached step, for the tests.</summary>
    public const string Step = "Texts";

    private const string Extension = ".resx";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var project = context.AnalyzerConfigOptionsProvider.Select(
            static (options, _) =>
                (
                    Namespace: Property(options.GlobalOptions, "RootNamespace"),
                    Folder: Property(options.GlobalOptions, "ProjectDir")
                )
        );
        // A file becomes strings that can be compared. If the file is unchanged, or only C# changed, nothing is
        // generated again.
        var files = context
            .AdditionalTextsProvider.Where(static file => IsNeutral(file.Path))
            .Combine(project)
            .SelectMany(
                static (pair, cancel) =>
                    pair.Left.GetText(cancel) is { } text
                        ? TextsFile.Read(
                            pair.Left.Path,
                            text.ToString(),
                            pair.Right.Namespace,
                            NamespaceOf(pair.Left.Path, pair.Right.Namespace, pair.Right.Folder)
                        )
                        : ImmutableArray<TextsOutput>.Empty
            )
            .WithTrackingName(Step);
        context.RegisterSourceOutput(
            files,
            static (output, file) =>
            {
                if (file.Fault is { } fault)
                    output.ReportDiagnostic(fault.ToDiagnostic());
                else
                    output.AddSource(file.Name, SourceText.From(file.Source, Encoding.UTF8));
            }
        );
    }

    private static string Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out var value) ? value : "";

    private static bool IsNeutral(string path) =>
        path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
        && Path.GetFileNameWithoutExtension(path).IndexOf('.') < 0;

    /// <summary>The namespace of the folder, which is also how the compiler names the resource.</summary>
    private static string NamespaceOf(string path, string root, string projectFolder)
    {
        var folder = Path.GetDirectoryName(path) ?? "";
        var inside = folder.StartsWith(projectFolder.TrimEnd('/', '\\'), StringComparison.OrdinalIgnoreCase)
            ? folder.Substring(projectFolder.TrimEnd('/', '\\').Length)
            : "";
        return string.Join(".", new[] { root }.Concat(inside.Split('/', '\\')).Where(part => part.Length > 0));
    }
}
