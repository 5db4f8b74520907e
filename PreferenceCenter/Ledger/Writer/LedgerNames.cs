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
        return await DoAsync(context =>
        {
            if (context.Controllers.FirstOrDefault(c => c.Name == name) is { } known)
                return AdminResult.Unwritten(known.Number);
            var number = (context.Controllers.Max(c => (int?)c.Number) ?? 0) + 1;
            context.Controllers.Add(new ControllerRow { Number = number, Name = name });
            return AdminResult.Written(
                number,
                new AdminEvent(EventKind.ControllerNamed, 0, number, new Evidence { Detail = name })
            );
        });
    }

    /// <summary>The actor for a user of the operating system who runs commands, under a random id.</summary>
    public async Task<Actor> OperatorAsync(string user)
    {
        if (FindActor(ActorKind.Operator, user) is { } known)
            return known;
        return await DoAsync(context =>
        {
            if (context.Actors.FirstOrDefault(a => a.Kind == ActorKind.Operator && a.Name == user) is { } known)
                return AdminResult.Unwritten(new Actor(ActorKind.Operator, known.Id));
            var id = RandomId.New();
            context.Actors.Add(
                new ActorRow
                {
                    Id = id,
                    Kind = ActorKind.Operator,
                    Name = user,
                }
            );
            return AdminResult.Written(
                new Actor(ActorKind.Operator, id),
                new AdminEvent(
                    EventKind.ActorNamed,
                    0,
                    (long)ActorKind.Operator,
                    new Evidence { Detail = $"{id} {user}" }
                )
            );
        });
    }

    private async Task<T> DoAsync<T>(Func<CenterContext, AdminResult<T>> work)
    {
        // EF Core takes a third of a second for its first query: done here, and not in the transaction that all changes
        // wait for.
        await using (var context = database.CreateContext())
            _ = (
                await context.Actors.FirstOrDefaultAsync(a => a.Name == ""),
                await context.Controllers.MaxAsync(c => (int?)c.Number)
            );
        return await writer.DoAsync(
            new AdminChange<T>(new Act(Channel.System, Actor.System, clock.GetUtcNow(), LawfulBasis.None, 0, 0), work)
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
