using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>The part of the queue that selects rows, assigns them, and does what a key does for the row with the focus.</summary>
public sealed partial class QueuePage
{
    private void Select(Guid id, bool on)
    {
        if (on)
            selected.Add(id);
        else
            selected.Remove(id);
    }

    private void SelectAll(bool on)
    {
        selected.Clear();
        if (on)
            selected.UnionWith(shown!.Lines.Select(l => l.Id));
    }

    /// <summary>A key, and the number of the row with the focus, as the script tells them.</summary>
    private async Task ActAsync(ChangeEventArgs change)
    {
        var told = change.Value?.ToString()?.Split(' ') ?? [];
        var line = RequestNumber.Parse(told.ElementAtOrDefault(1) ?? "") is { } number ? LineOf(number) : null;
        switch (told.FirstOrDefault(), line)
        {
            case ("a", not null) when MayAct && selected.Count == 0:
                await AssignRowsAsync([line], Service.Self(Ticket));
                break;
            case ("a", _) when MayAct && selected.Count > 0:
                await AssignToMeAsync();
                break;
            case ("x", not null) when MayAct:
                Select(line.Id, !selected.Contains(line.Id));
                break;
            case ("p", not null):
                // Back leads out of the queue, not through the rows one has looked at.
                Navigation.NavigateTo(UrlOf(Asked, panel?.Id == line.Id ? null : line.Number), replace: true);
                break;
        }
    }

    private Task AssignToMeAsync() => AssignAsync(Service.Self(Ticket));

    private Task AssignAsync(Guid? account) =>
        AssignRowsAsync([.. shown!.Lines.Where(l => selected.Contains(l.Id))], account);

    private async Task AssignRowsAsync(IReadOnlyList<QueueLine> lines, Guid? account)
    {
        if (acting)
            return;
        acting = true;
        try
        {
            Notices.Clear();
            var refusals = await Decisions.AssignAllAsync(
                Ticket,
                [.. lines.Select(l => new RequestToAssign(l.Id, l.AssigneeId))],
                account
            );
            selected.Clear();
            await InTurnAsync(ReadAsync);
            Say([.. lines.Zip(refusals)]);
        }
        finally
        {
            acting = false;
        }
    }

    // What was done, and of what was not, why.
    private void Say(IReadOnlyList<(QueueLine Line, PrivacyRequestRefusal Refusal)> all)
    {
        var done = all.Count(one => one.Refusal == PrivacyRequestRefusal.None);
        var said = T.AssignedNote.Count(Frame.Language.Code, done);
        if (done == all.Count)
        {
            Notices.Say(said);
            return;
        }
        IEnumerable<MarkupString> refused =
        [
            .. done > 0 ? [said] : Array.Empty<MarkupString>(),
            .. Named(PrivacyRequestRefusal.Closed, T.NotAssignedClosed),
            .. Named(PrivacyRequestRefusal.Changed, T.NotAssignedChanged),
            .. Named(PrivacyRequestRefusal.Unknown, T.NotAssignedUnknown),
        ];
        Notices.Refuse(new MarkupString(string.Join(' ', refused)));

        IEnumerable<MarkupString> Named(PrivacyRequestRefusal why, Phrase words)
        {
            string[] numbers = [.. all.Where(o => o.Refusal == why).Select(o => RequestNumber.Text(o.Line.Number))];
            return numbers.Length == 0 ? [] : [words.With(Markup.Of(string.Join(", ", numbers)))];
        }
    }
}
