using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// Maps names to the numbers and random ids that events carry: the controller that receives consent, and the operator
/// who acted. Each name is written once, with an event of its own.
/// </summary>
internal sealed class LedgerNames(Database database, ChangeWriter writer, TimeProvider clock)
{
    /// <summary>Number of the controller; a new name gets the next number.</summary>
    public async Task<int> ControllerAsync(string name)
    {
        if (FindController(name) is { } known)
            return known;
        await SubmitAsync(context =>
        {
            if (context.Controllers.Any(c => c.Name == name))
                return [];
            var number = (context.Controllers.Max(c => (int?)c.Number) ?? 0) + 1;
            context.Controllers.Add(new ControllerRow { Number = number, Name = name });
            return [new AdminEvent(EventKind.ControllerNamed, 0, number, new Evidence { Detail = name })];
        });
        return FindController(name) ?? throw new InvalidOperationException("The controller was not written.");
    }

    /// <summary>The actor for a user of the operating system who runs commands, under a random id.</summary>
    public async Task<Actor> OperatorAsync(string user)
    {
        if (FindActor(ActorKind.Operator, user) is { } known)
            return known;
        await SubmitAsync(context =>
        {
            if (context.Actors.Any(a => a.Kind == ActorKind.Operator && a.Name == user))
                return [];
            var id = RandomId.New();
            context.Actors.Add(
                new ActorRow
                {
                    Id = id,
                    Kind = ActorKind.Operator,
                    Name = user,
                }
            );
            return
            [
                new AdminEvent(
                    EventKind.ActorNamed,
                    0,
                    (long)ActorKind.Operator,
                    new Evidence { Detail = $"{id} {user}" }
                ),
            ];
        });
        return FindActor(ActorKind.Operator, user)
            ?? throw new InvalidOperationException("The operator was not written.");
    }

    private async Task<ChangeResult> SubmitAsync(Func<CenterContext, IReadOnlyList<AdminEvent>> work)
    {
        // EF Core takes a third of a second for its first query: done here, and not in the transaction that all changes
        // wait for.
        await using (var context = database.CreateContext())
            _ = (
                await context.Actors.AnyAsync(a => a.Name == ""),
                await context.Controllers.MaxAsync(c => (int?)c.Number)
            );
        return await writer.DoAsync(
            new AdminChange(new Act(Channel.System, Actor.System, clock.GetUtcNow(), LawfulBasis.None, 0, 0), work)
        );
    }

    private int? FindController(string name)
    {
        using var session = database.Read();
        return session[Sql.ControllerNamed, name].ExecuteScalar() is { } number ? Convert.ToInt32(number, null) : null;
    }

    private Actor? FindActor(ActorKind kind, string name)
    {
        using var session = database.Read();
        using var row = session[Sql.ActorNamed, ("@kind", (long)kind), ("@name", name)].ExecuteReader();
        return row.Read() ? new Actor(kind, Sql.ReadGuid(row, 0)) : null;
    }
}
