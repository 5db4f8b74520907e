using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>The part of the queue that selects rows, assigns them, and does what a key does for the row with the focus.</summary>
public sealed partial class QueuePage
{
    // Of somebody who is erased, and whose last copies the program removes, there is nothing left to do for anybody.
    private static bool CanSelect(QueueLine line) => line.State != PrivacyRequestState.Cleaning;

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
            selected.UnionWith(shown!.Lines.Where(CanSelect).Select(l => l.Id));
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
            case ("x", not null) when MayAct && CanSelect(line):
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
            (QueueLine Line, PrivacyRequestRefusal Refusal)[] all = [.. lines.Zip(refusals)];
            QueueLine[] moved =
            [
                .. all.Where(one => one.Refusal == PrivacyRequestRefusal.None && one.Line.AssigneeId != account)
                    .Select(one => one.Line),
            ];
            Say(all, T.AssignedNote, moved.Length == 0 ? null : () => UndoAsync(moved, account));
        }
        finally
        {
            acting = false;
        }
    }

    // Each goes back to whom it was assigned before. What somebody changed meanwhile is refused, as at each assignment.
    private async Task UndoAsync(IReadOnlyList<QueueLine> lines, Guid? account)
    {
        var all = new List<(QueueLine Line, PrivacyRequestRefusal Refusal)>();
        foreach (var before in lines.GroupBy(line => line.AssigneeId))
        {
            var refusals = await Decisions.AssignAllAsync(
                Ticket,
                [.. before.Select(line => new RequestToAssign(line.Id, account))],
                before.Key
            );
            all.AddRange(before.Zip(refusals));
        }
        await InTurnAsync(ReadAsync);
        Say(all, T.AssignmentUndone, undo: null);
        StateHasChanged();
    }

    // What was done, and of what was not, why.
    private void Say(IReadOnlyList<(QueueLine Line, PrivacyRequestRefusal Refusal)> all, Phrase words, Func<Task>? undo)
    {
        var done = all.Count(one => one.Refusal == PrivacyRequestRefusal.None);
        var said = words.Count(Frame.Language.Code, done);
        if (done == all.Count)
        {
            Notices.Say(said, undo);
            return;
        }
        IEnumerable<MarkupString> refused =
        [
            .. done > 0 ? [said] : Array.Empty<MarkupString>(),
            .. Named(PrivacyRequestRefusal.Closed, T.NotAssignedClosed),
            .. Named(PrivacyRequestRefusal.Erasing, T.NotAssignedErasing),
            .. Named(PrivacyRequestRefusal.Changed, T.NotAssignedChanged),
            .. Named(PrivacyRequestRefusal.Unknown, T.NotAssignedUnknown),
        ];
        Notices.Refuse(new MarkupString(string.Join(' ', refused)));

        IEnumerable<MarkupString> Named(PrivacyRequestRefusal why, Phrase reason)
        {
            string[] numbers = [.. all.Where(o => o.Refusal == why).Select(o => RequestNumber.Text(o.Line.Number))];
            return numbers.Length == 0 ? [] : [reason.With(Markup.Of(string.Join(", ", numbers)))];
        }
    }
}
