using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PreferenceCenter.Generators;
using PreferenceCenter.Shared.Localisation;
using Xunit;

namespace PreferenceCenter.Tests.Texts;

/// <summary>Tests the code that the generator produces from a .resx file, with the real compiler.</summary>
public sealed class TextsGeneratorTests
{
    private const string Folder = "/source/PreferenceCenter/";

    private static readonly ResxFile Basket = new(
        Folder + "Features/Basket/BasketTexts.resx",
        """
        <root>
          <resheader name="version"><value>2.0</value></resheader>
          <data name="Title" xml:space="preserve"><value>Yours &amp; ours</value></data>
          <data name="Count" xml:space="preserve"><value>{0} of {1:d}</value></data>
          <data name="Braces" xml:space="preserve"><value>A {name}, and {</value></data>
          <data name="Pattern" xml:space="preserve"><value>d MMMM
            yyyy</value><comment>plain: a format</comment></data>
          <data name="Explained" xml:space="preserve"><value>Explained</value><comment>A plain word.</comment></data>
        </root>
        """
    );

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. new[]
        {
            typeof(object).Assembly.Location,
            Assembly.Load("System.Runtime").Location,
            typeof(MarkupString).Assembly.Location,
            typeof(Phrase).Assembly.Location,
        }.Select(path => MetadataReference.CreateFromFile(path)),
    ];

    [Theory]
    [InlineData("Title", typeof(MarkupString))]
    [InlineData("Count", typeof(Phrase))]
    [InlineData("Braces", typeof(MarkupString))]
    [InlineData("Pattern", typeof(string))]
    [InlineData("Explained", typeof(MarkupString))]
    public void Type_of_a_property_follows_from_its_text(string key, Type type) =>
        Assert.Equal(type.FullName, NameOf(Assert.IsType<IPropertySymbol>(Member(key), exactMatch: false).Type));

    [Fact]
    public void A_property_shows_its_English_text_in_one_line()
    {
        Assert.Contains("<summary>Yours &amp; ours</summary>", Documented("Title"), StringComparison.Ordinal);
        Assert.Contains("<summary>d MMMM yyyy</summary>", Documented("Pattern"), StringComparison.Ordinal);
    }

    [Fact]
    public void Class_is_in_the_namespace_of_its_folder_and_compiles()
    {
        var (compilation, faults) = Compiled([Basket]);
        Assert.Empty(faults);
        Assert.NotNull(compilation.GetTypeByMetadataName("PreferenceCenter.Features.Basket.BasketTexts"));
        Assert.Empty(compilation.GetDiagnostics(Cancel).Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void File_of_a_language_makes_no_class_of_its_own() =>
        Assert.Empty(Run([new(Folder + "BasketTexts.de.resx", Basket.Text)]).GeneratedTrees);

    [Theory]
    [InlineData("Now.Stopped")]
    [InlineData("2nd")]
    [InlineData("")]
    [InlineData("class")]
    public void A_key_that_is_no_identifier_is_an_error_with_file_and_key(string key)
    {
        var fault = Fault($"<root>\n  <data name=\"{key}\"><value>x</value></data>\n</root>");
        Assert.Equal("TEXTS002", fault.Id);
        Assert.Contains($"'{key}'", fault.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(1, fault.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void A_key_that_stands_twice_is_an_error() =>
        Assert.Equal(
            "TEXTS003",
            Fault("<root><data name='A'><value>x</value></data><data name='A'><value>y</value></data></root>").Id
        );

    [Theory]
    [InlineData("<root>\n  <data name='A'>\n</root>", 2)]
    [InlineData("", 0)]
    [InlineData("<root>\n  <data name='A'/></root>", 1)]
    public void A_malformed_file_is_an_error_where_it_is_malformed(string resx, int line)
    {
        var fault = Fault(resx);
        Assert.Equal("TEXTS001", fault.Id);
        Assert.Equal(line, fault.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void Each_fault_of_a_file_is_told_and_the_other_files_are_made()
    {
        var run = Run([Basket, new(Folder + "BadTexts.resx", "<root><data name='1'/><data name='2'/></root>")]);
        Assert.Equal(2, run.Diagnostics.Length);
        Assert.Single(run.GeneratedTrees);
    }

    [Fact]
    public void Changed_code_reads_no_file_again_and_a_changed_file_itself_alone()
    {
        var other = new ResxFile(Folder + "OtherTexts.resx", Basket.Text);
        var driver = Driver([Basket, other]).RunGenerators(Code("class A;"), Cancel);

        driver = driver.RunGenerators(Code("class B;"), Cancel);
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], Reasons(driver));

        driver = driver
            .ReplaceAdditionalText(other, other.With("Yours", "His"))
            .RunGenerators(Code("class B;"), Cancel);
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], Reasons(driver));

        // A changed comment in the file that affects no property produces no new output.
        driver = driver
            .ReplaceAdditionalText(Basket, Basket.With("A plain", "A"))
            .RunGenerators(Code("class B;"), Cancel);
        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached], Reasons(driver));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriver driver) =>
        driver
            .GetRunResult()
            .Results.Single()
            .TrackedSteps[TextsGenerator.Step]
            .SelectMany(step => step.Outputs)
            .Select(output => output.Reason);

    private static ISymbol Member(string key) =>
        Compiled([Basket])
            .Compilation.GetTypeByMetadataName("PreferenceCenter.Features.Basket.BasketTexts")!
            .GetMembers(key)
            .Single();

    private static string Documented(string key) =>
        Member(key).GetDocumentationCommentXml(cancellationToken: Cancel) ?? "";

    private static string NameOf(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String ? typeof(string).FullName! : type.ToDisplayString();

    private static Diagnostic Fault(string resx)
    {
        var run = Run([new(Folder + "BadTexts.resx", resx)]);
        Assert.Empty(run.GeneratedTrees);
        var fault = Assert.Single(run.Diagnostics);
        Assert.Equal(DiagnosticSeverity.Error, fault.Severity);
        Assert.StartsWith("BadTexts.resx", fault.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(Folder + "BadTexts.resx", fault.Location.GetLineSpan().Path);
        return fault;
    }

    private static GeneratorDriverRunResult Run(ImmutableArray<ResxFile> files) =>
        Driver(files).RunGenerators(Code(""), Cancel).GetRunResult();

    private static (Compilation Compilation, ImmutableArray<Diagnostic> Faults) Compiled(ImmutableArray<ResxFile> files)
    {
        Driver(files).RunGeneratorsAndUpdateCompilation(Code(""), out var all, out var faults, Cancel);
        return (all, faults);
    }

    private static GeneratorDriver Driver(ImmutableArray<ResxFile> files) =>
        CSharpGeneratorDriver.Create(
            [new TextsGenerator().AsSourceGenerator()],
            [.. files],
            Parsing,
            new ProjectOptions(),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)
        );

    /// <summary>Compilation that references the product's own <see cref="Phrase"/> and <see cref="Markup"/>.</summary>
    private static CSharpCompilation Code(string code) =>
        CSharpCompilation.Create(
            typeof(TextsGeneratorTests).Assembly.GetName().Name,
            [CSharpSyntaxTree.ParseText(code, Parsing, cancellationToken: Cancel)],
            References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );

    /// <summary>A .resx file in memory.</summary>
    private sealed class ResxFile(string path, string text) : AdditionalText
    {
        public override string Path => path;
        public string Text => text;

        public ResxFile With(string old, string other) => new(path, text.Replace(old, other, StringComparison.Ordinal));

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    /// <summary>Options that the project file gives to a generator.</summary>
    private sealed class ProjectOptions : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        /// <summary>Options of one file.</summary>
        private sealed class Options : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
                (
                    value = key switch
                    {
                        "build_property.RootNamespace" => "PreferenceCenter",
                        "build_property.ProjectDir" => Folder,
                        _ => null,
                    }
                )
                    is not null;
        }
    }
}
