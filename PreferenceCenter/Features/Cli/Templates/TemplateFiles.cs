using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Kept;
using PreferenceCenter.Templates.Messages;

namespace PreferenceCenter.Features.Cli.Templates;

/// <summary>Reads files and folders of templates that are to be kept.</summary>
internal static class TemplateFiles
{
    private static readonly string[] Endings = [".html", ".htm", ".eml"];

    /// <returns>Null where one cannot be taken: then it was said why.</returns>
    public static IReadOnlyList<TemplateFile>? Read(
        IEnumerable<string> paths,
        Func<string, byte[], TemplateFile> make,
        Terminal terminal
    )
    {
        var (files, refused) = (new List<TemplateFile>(), false);
        foreach (var path in paths.SelectMany(Within))
        {
            if (CheckedFile.Read(path, terminal) is not { } bytes)
                refused = true;
            else if (bytes.Length > TemplateFile.MostBytes)
            {
                terminal.Error.WriteLine(Invariant($"{path} has more than {TemplateFile.MostBytes >> 20} MB."));
                refused = true;
            }
            else
                files.Add(make(Path.GetFileNameWithoutExtension(path), bytes));
        }
        if (!refused && files.Count == 0)
            terminal.Error.WriteLine($"There is no template ({string.Join(", ", Endings)}) there.");
        return refused || files.Count == 0 ? null : files;
    }

    /// <summary>The ending of the file that a kept template is written to.</summary>
    public static string EndingOf(byte[] content) =>
        MessageReader.Read(content, null).Stage == TemplateStage.Source ? ".html" : ".eml";

    private static IEnumerable<string> Within(string path) =>
        Directory.Exists(path)
            ? Directory
                .EnumerateFiles(path)
                .Where(f => Endings.Contains(Path.GetExtension(f).ToLowerInvariant()))
                .Order(StringComparer.Ordinal)
            : [path];
}
