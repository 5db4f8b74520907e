using System.Text.RegularExpressions;

namespace PreferenceCenter.Tests.Architecture;

/// <summary>
/// Which source file of the product uses which: a file uses another when it names a type that the other declares, in
/// a namespace it can see. Read from the sources as text, so that Razor files count like C#.
/// </summary>
internal sealed partial class SourceGraph
{
    private readonly Dictionary<string, HashSet<string>> uses = new(StringComparer.Ordinal);

    private readonly Dictionary<string, HashSet<string>> namespaces = new(StringComparer.Ordinal);

    private SourceGraph() { }

    /// <summary>Paths below the project, with <c>/</c>. Parts of one partial class are one file.</summary>
    public IReadOnlyCollection<string> Files => uses.Keys;

    public IReadOnlyCollection<string> UsedBy(string file) => uses[file];

    public static SourceGraph OfProduct() => Of(ReadProduct());

    public static IReadOnlyList<(string Path, string Text)> ReadProduct()
    {
        var project = Path.Combine(Repository.Root, "PreferenceCenter");
        return
        [
            .. Directory
                .EnumerateFiles(project, "*.*", SearchOption.AllDirectories)
                .Select(f => (Path: Path.GetRelativePath(project, f).Replace('\\', '/'), Full: f))
                .Where(f => f.Path.EndsWith(".cs", StringComparison.Ordinal) || IsRazor(f.Path))
                .Where(f =>
                    !BuildOutput().IsMatch(f.Path) && !f.Path.Contains("/Migrations/", StringComparison.Ordinal)
                )
                .Select(f => (f.Path, File.ReadAllText(f.Full))),
        ];
    }

    public static SourceGraph Of(IEnumerable<(string Path, string Text)> sources)
    {
        var files = sources.Select(s => new Source(s.Path, s.Text)).ToList();
        var imports = files
            .Where(f => Path.GetFileName(f.Path) == "_Imports.razor")
            .ToDictionary(f => FolderOf(f.Path), f => f.Usings, StringComparer.Ordinal);
        var declaredIn = files
            .SelectMany(f => f.Declares.Select(type => (Type: type, File: f)))
            .ToLookup(d => d.Type, d => d.File, StringComparer.Ordinal);
        var graph = new SourceGraph();
        foreach (var file in files)
            graph.uses.TryAdd(WholeOf(file.Path), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (type, file) in files.SelectMany(f => f.Declares.Select(type => (type, f))))
        {
            graph.namespaces.TryAdd(type, new HashSet<string>(StringComparer.Ordinal));
            graph.namespaces[type].Add(file.Namespace);
        }
        foreach (var file in files)
        {
            var visible = file.Visible(imports);
            var found = graph.uses[WholeOf(file.Path)];
            foreach (var name in file.Names)
                found.UnionWith(
                    declaredIn[name].Where(d => visible.Contains(d.Namespace)).Select(d => WholeOf(d.Path))
                );
            found.Remove(WholeOf(file.Path));
        }
        return graph;
    }

    /// <summary>Names of types that more than one namespace has.</summary>
    public IEnumerable<string> Twice() =>
        namespaces.Where(n => n.Value.Count > 1).Select(n => $"{n.Key}: {string.Join(", ", n.Value)}");

    /// <summary>The same graph between groups of files, by folder for example.</summary>
    public Dictionary<string, HashSet<string>> By(Func<string, string> group)
    {
        var edges = uses
            .Keys.Select(group)
            .Distinct()
            .ToDictionary(g => g, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (file, used) in uses)
            edges[group(file)].UnionWith(used.Select(group).Where(g => g != group(file)));
        return edges;
    }

    public static string FolderOf(string path) => path.Contains('/') ? path[..path.LastIndexOf('/')] : "";

    private static bool IsRazor(string path) => path.EndsWith(".razor", StringComparison.Ordinal);

    private static string WholeOf(string path) =>
        Part().Replace(path.EndsWith(".razor.cs", StringComparison.Ordinal) ? path[..^3] : path, "$1.cs");

    [GeneratedRegex(@"^(.*/[^/.]+)\.\w+\.cs$")]
    private static partial Regex Part();

    [GeneratedRegex("^(obj|bin)/")]
    private static partial Regex BuildOutput();

    private sealed partial class Source(string path, string text)
    {
        private readonly string code = Clean(text, IsRazor(path));

        public string Path => path;

        public string Namespace { get; } =
            NamespaceLine().Match(text) is { Success: true } line
                ? line.Groups[1].Value
                : string.Join('.', FolderOf(path).Split('/').Prepend("PreferenceCenter").Where(p => p.Length > 0));

        public IReadOnlyList<string> Usings { get; } = [.. UsingLine().Matches(text).Select(m => m.Groups[1].Value)];

        public IEnumerable<string> Declares =>
            IsRazor(path)
                ? System.IO.Path.GetFileName(path) == "_Imports.razor"
                    ? []
                    : [System.IO.Path.GetFileNameWithoutExtension(path)]
                : Declaration().Matches(code).Select(m => m.Groups[1].Value).Distinct();

        public IEnumerable<string> Names =>
            TypeName().Matches(code).Select(m => m.Value).SelectMany(n => new[] { n, n + "Attribute" }).Distinct();

        public HashSet<string> Visible(Dictionary<string, IReadOnlyList<string>> imports)
        {
            var visible = new HashSet<string>(Usings, StringComparer.Ordinal);
            for (var n = Namespace; n.Length > 0; n = n.Contains('.') ? n[..n.LastIndexOf('.')] : "")
                visible.Add(n);
            if (IsRazor(path))
                for (var folder = FolderOf(path); ; folder = FolderOf(folder))
                {
                    visible.UnionWith(imports.GetValueOrDefault(folder) ?? []);
                    if (folder.Length == 0)
                        break;
                }
            return visible;
        }

        // Without comments and without the text of strings, but with what stands between their braces.
        private static string Clean(string text, bool razor)
        {
            text = razor ? RazorComment().Replace(text, "") : Comment().Replace(text, "");
            return razor
                ? text
                : Literal().Replace(text, m => string.Concat(Hole().Matches(m.Value).Select(h => $" {h.Value} ")));
        }

        [GeneratedRegex(@"^\s*namespace\s+([\w.]+)", RegexOptions.Multiline)]
        private static partial Regex NamespaceLine();

        [GeneratedRegex(@"^@?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(PreferenceCenter[\w.]*)", RegexOptions.Multiline)]
        private static partial Regex UsingLine();

        [GeneratedRegex(
            @"^(?:(?:public|internal|sealed|static|abstract|partial|readonly) )*(?:class|record struct|record|struct|interface|enum|delegate [\w<>,.\[\]? ]+) ([A-Z]\w*)",
            RegexOptions.Multiline
        )]
        private static partial Regex Declaration();

        [GeneratedRegex(@"(?<![.\w])[A-Z]\w*\b")]
        private static partial Regex TypeName();

        [GeneratedRegex(@"@\*[\s\S]*?\*@")]
        private static partial Regex RazorComment();

        [GeneratedRegex(@"(?<!:)//[^\n]*|/\*[\s\S]*?\*/")]
        private static partial Regex Comment();

        [GeneratedRegex("\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"")]
        private static partial Regex Literal();

        [GeneratedRegex(@"\{[^{}]*\}")]
        private static partial Regex Hole();
    }
}
