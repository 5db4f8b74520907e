using Xunit;

namespace PreferenceCenter.Tests.Architecture;

public sealed class RoomTests
{
    private const string Begin = "<!-- rooms: drawn by RoomTests; UPDATE_DOCS=1 dotnet test -->";
    private const string End = "<!-- /rooms -->";
    private static readonly SourceGraph Product = SourceGraph.OfProduct();

    [Fact]
    public void No_room_knows_more_than_it_may()
    {
        Assert.True(Product.Files.Count > 500, "the sources were not found");
        Assert.Empty(Rooms.Violations(Product));
    }

    [Fact]
    public void Rooms_stand_in_floors()
    {
        var floors = Rooms.All.ToDictionary(r => r.Room, r => r.Floor, StringComparer.Ordinal);
        Assert.Empty(Rooms.All.SelectMany(r => r.MayUse.Where(used => floors[used] >= r.Floor)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_circle_runs_through_folders(int depth) =>
        Assert.Empty(
            Circles.In(Product.By(f => string.Join('/', SourceGraph.FolderOf(f).Split('/').Take(depth)))).Select(Joined)
        );

    [Fact]
    public void No_circle_runs_through_more_than_two_files() =>
        Assert.Empty(Circles.In(Product.By(f => f)).Where(c => c.Count > 2).Select(Joined));

    [Fact]
    public void No_name_of_a_type_occurs_in_two_namespaces() => Assert.Empty(Product.Twice());

    [Fact]
    public void The_picture_of_the_rooms_is_the_one_in_the_document()
    {
        var file = Path.Combine(Repository.Root, "docs", "architecture.md");
        var text = File.ReadAllText(file);
        var (begin, end) = (
            text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length,
            text.IndexOf(End, StringComparison.Ordinal)
        );
        var drawn = $"{text[..begin]}\n{Rooms.Picture(Product)}\n{text[end..]}";
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(file, drawn);
        Assert.Equal(drawn, File.ReadAllText(file));
    }

    [Theory]
    [InlineData("Domain/New.cs", "using PreferenceCenter.Data;", "Database")]
    [InlineData("Links/New.cs", "using PreferenceCenter.Data;", "Database")]
    [InlineData("Mail/New.cs", "using PreferenceCenter.Links;", "LinkKeys")]
    [InlineData("Shared/New.cs", "using PreferenceCenter.Domain;", "Gate")]
    [InlineData("Ledger/New.cs", "using PreferenceCenter.Staff;", "SecondPerson")]
    [InlineData("Features/Console/New.cs", "using PreferenceCenter.Features.Public.Undo;", "UndoHandler")]
    [InlineData("Features/Public/Undo/New.cs", "using PreferenceCenter.Features.Public.Confirm;", "ConfirmHandler")]
    public void A_planted_use_is_found(string path, string import, string type) =>
        Assert.NotEmpty(Rooms.Violations(With(path, import, type)));

    [Theory]
    [InlineData("Features/Public/Undo/New.cs", "using PreferenceCenter.Mail.Views;", "ChangeSentences")]
    [InlineData("Features/Console/Home/New.cs", "using PreferenceCenter.Features.Console;", "ConsolePage")]
    [InlineData("Ledger/Writer/New.cs", "using PreferenceCenter.Ledger.Log;", "MerkleTree")]
    public void What_is_allowed_is_not(string path, string import, string type) =>
        Assert.Empty(Rooms.Violations(With(path, import, type)));

    [Fact]
    public void A_planted_circle_is_found()
    {
        var graph = SourceGraph.Of([
            ("A/One.cs", "using PreferenceCenter.B;\nnamespace PreferenceCenter.A;\nclass One { Two two; }"),
            ("B/Two.cs", "using PreferenceCenter.A;\nnamespace PreferenceCenter.B;\nclass Two { Three three; }"),
            ("A/Three.cs", "namespace PreferenceCenter.A;\nclass Three { One one; }"),
        ]);
        Assert.Single(Circles.In(graph.By(SourceGraph.FolderOf)));
        Assert.Equal(3, Assert.Single(Circles.In(graph.By(f => f))).Count);
    }

    private static SourceGraph With(string path, string import, string type) =>
        SourceGraph.Of([
            .. SourceGraph.ReadProduct(),
            (
                path,
                $"{import}\nnamespace PreferenceCenter.{SourceGraph.FolderOf(path).Replace('/', '.')};\nclass New {{ {type} used; }}"
            ),
        ]);

    private static string Joined(IEnumerable<string> circle) => string.Join(" <-> ", circle);
}
