using Bunit;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Features.Console;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Parts;

/// <summary>Tests the form of the console: what is wrong, what is sent, and that it is sent once.</summary>
public sealed class ActionFormTests : ConsoleParts
{
    private readonly List<SentForm> sent = [];
    private Func<FieldError?> answer = () => null;
    private string typed = "ada";

    [Fact]
    public async Task What_is_wrong_stands_at_its_field_and_in_a_summary_and_nothing_is_sent()
    {
        var form = Form(check: () => typed == "ada" ? [new FieldError("name", new("Too short"))] : []);
        await form.Find("form").SubmitAsync();
        Assert.Empty(sent);
        var link = form.Find("[role=alert] a");
        var field = form.Find("input");
        Assert.Equal(("Too short", $"#{field.Id}"), (link.TextContent, link.GetAttribute("href")));
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        Assert.Equal("Too short", form.Find($"#{field.GetAttribute("aria-describedby")}").TextContent);

        typed = "ada lovelace";
        await form.Find("form").SubmitAsync();
        Assert.Single(sent);
        Assert.Empty(form.FindAll("[role=alert], [aria-invalid]"));
    }

    [Fact]
    public async Task A_refusal_stands_at_its_field_or_above_the_page_and_what_was_typed_stays()
    {
        answer = () => new FieldError("name", new("Taken"));
        var form = Form();
        await form.Find("form").SubmitAsync();
        Assert.Equal("Taken", form.Find("[role=alert] a").TextContent);
        answer = () => new FieldError(null, new("Not today"));
        await form.Find("form").SubmitAsync();
        Assert.Empty(form.FindAll("[role=alert]"));
        Assert.Equal("Not today", Notices.Refused?.Value);
        Assert.Equal("ada", typed);
        // The same form with the same words: whatever came of it, it happens once.
        Assert.Equal(sent[0].Ticket!.Once, sent[1].Ticket!.Once);
    }

    [Fact]
    public async Task It_is_sent_once_however_often_it_is_pressed_and_is_another_form_afterwards()
    {
        var going = new TaskCompletionSource<FieldError?>();
        var form = Form(send: _ => going.Task);
        var first = form.Find("form").SubmitAsync();
        await form.Find("form").SubmitAsync();
        Assert.Single(sent);
        Assert.Equal("true", form.Find("button").GetAttribute("aria-busy"));
        going.SetResult(null);
        await first;
        Assert.Equal("", typed);
        typed = "ada";
        await form.Find("form").SubmitAsync();
        Assert.NotEqual(sent[0].Ticket!.Once, sent[1].Ticket!.Once);
    }

    [Fact]
    public async Task Where_it_asks_first_a_no_sends_nothing()
    {
        var sure = false;
        var form = Form(confirm: () => Task.FromResult(sure));
        await form.Find("form").SubmitAsync();
        Assert.Empty(sent);
        sure = true;
        await form.Find("form").SubmitAsync();
        Assert.Single(sent);
    }

    private IRenderedComponent<ActionForm> Form(
        Func<IEnumerable<FieldError>>? check = null,
        Func<Task<bool>>? confirm = null,
        Func<SentForm, Task<FieldError?>>? send = null
    ) =>
        Render<ActionForm>(p =>
            p.Add(f => f.Submit, new MarkupString("Save"))
                .Add(f => f.Check, check)
                .Add(f => f.Confirm, confirm)
                .Add(f => f.Fields, [new FormField("name", () => typed, value => typed = value)])
                .Add(
                    f => f.Send,
                    form =>
                    {
                        sent.Add(form);
                        return send?.Invoke(form) ?? Task.FromResult(answer());
                    }
                )
                .Add<TypedField, ActionForm>(
                    f => f.ChildContent,
                    form =>
                        field =>
                            field
                                .Add(t => t.Form, form)
                                .Add(t => t.Name, "name")
                                .Add(t => t.Label, new MarkupString("Name"))
                                .Add(t => t.Value, typed)
                                .Add(t => t.ValueChanged, value => typed = value)
                )
        );
}
