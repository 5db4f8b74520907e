using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Features.Console.Topics;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Topics;

/// <summary>Tests what the editor of a topic shows and saves while somebody else edits the same topic.</summary>
public sealed class TopicFormTests
{
    private const string Name = "texts.en.name",
        Description = "texts.en.description";

    [Fact]
    public void What_others_change_in_a_field_that_nobody_types_in_is_shown()
    {
        var form = new TopicForm(Read(("name", "News")));
        Assert.Equal([new ShownText(Name, "News", "Our news")], form.Receive(Read(("name", "Our news"))));
        form.Shown(Name);
        Assert.Equal("Our news", form.Text(Name));
        Assert.Empty(form.Unsaved);
    }

    [Fact]
    public void What_is_typed_before_the_browser_has_shown_the_other_text_is_an_edit_of_the_old_one()
    {
        var form = new TopicForm(Read(("name", "News")));
        form.Receive(Read(("name", "Our news")));
        form.Type(Name, "News!");
        Assert.Equal("News", form.EditOf(Name).Seen!.ToString());
        form.Saved(Name, "News!", new EditResult(false, "Our news", RandomId.New()));
        Assert.Equal("Our news", form.ConflictOf(Name)!.Value!.ToString());
        Assert.Equal("News!", form.Text(Name));
        Assert.Empty(form.Unsaved);
    }

    [Fact]
    public void A_conflict_is_decided_for_one_or_the_other()
    {
        var mine = Conflicting();
        mine.KeepMine(Name);
        Assert.Equal([Name], mine.Unsaved);
        Assert.Equal("Theirs", mine.EditOf(Name).Seen!.ToString());
        var theirs = Conflicting();
        Assert.Equal("Theirs", theirs.TakeTheirs(Name));
        Assert.Empty(theirs.Unsaved);
        Assert.Null(theirs.ConflictOf(Name));
    }

    [Fact]
    public void Both_who_type_the_same_are_in_no_conflict()
    {
        var form = new TopicForm(Read(("name", "News")));
        form.Type(Name, "All news");
        Assert.Empty(form.Receive(Read(("name", "All news"))));
        Assert.Null(form.ConflictOf(Name));
        Assert.Empty(form.Unsaved);
    }

    [Fact]
    public void Ones_own_saving_is_no_change_of_somebody_else()
    {
        var form = new TopicForm(Read(("name", "News")));
        form.Type(Name, "All news");
        form.Saved(Name, "All news", new EditResult(true, "All news", RandomId.New()));
        form.Type(Name, "All news!");
        Assert.Empty(form.Receive(Read(("name", "All news"))));
        Assert.Null(form.ConflictOf(Name));
        Assert.Equal([Name], form.Unsaved);
        Assert.Equal("All news", form.EditOf(Name).Seen!.ToString());
    }

    [Fact]
    public void A_change_of_another_field_leaves_what_is_typed_alone()
    {
        var form = new TopicForm(Read(("name", "News"), ("description", "Old")));
        form.Type(Name, "All news");
        Assert.Equal(
            [new ShownText(Description, "Old", "New")],
            form.Receive(Read(("name", "News"), ("description", "New")))
        );
        Assert.Equal("All news", form.Text(Name));
        Assert.Equal([Name], form.Unsaved);
        Assert.Equal("All news", EntryFields.In(form.Entry, Name)!.ToString());
    }

    private static TopicForm Conflicting()
    {
        var form = new TopicForm(Read(("name", "News")));
        form.Type(Name, "Mine");
        Assert.Empty(form.Receive(Read(("name", "Theirs"))));
        Assert.NotNull(form.ConflictOf(Name));
        return form;
    }

    private static TopicEdit Read(params (string Field, string Text)[] words)
    {
        var texts = new JsonObject(words.Select(w => KeyValuePair.Create(w.Field, (JsonNode?)w.Text)));
        var entry = new JsonObject
        {
            ["key"] = "news",
            ["texts"] = new JsonObject { ["en"] = texts },
        };
        return new TopicEdit(
            CatalogueDraft.Of("news", null, entry),
            1,
            TopicState.Published,
            1,
            null,
            true,
            TopicAudience.None,
            true,
            [],
            [],
            [],
            [],
            new SharedSender([], false)
        );
    }
}
