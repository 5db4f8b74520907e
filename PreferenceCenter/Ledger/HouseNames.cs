using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger;

/// <summary>
/// Names that events carry as numbers and random ids: the controller that grants are made to, and who acted for the house.
/// Each is written once, with an event of its own.
/// </summary>
internal sealed class HouseNames(Database database, ChangeWriter writer, TimeProvider clock)
{
    /// <summary>The controller's number; a name never seen gets the next one.</summary>
    public async Task<int> ControllerAsync(string name, CancellationToken cancel)
    {
        if (await FindControllerAsync(name, cancel) is { } known) return known;
        await SubmitAsync(context =>
        {
            if (context.Controllers.Any(c => c.Name == name)) return [];
            var number = (context.Controllers.Max(c => (int?)c.Number) ?? 0) + 1;
            context.Controllers.Add(new ControllerRow { Number = number, Name = name });
            return [new HouseFact(EventKind.ControllerNamed, 0, number, new Evidence { Detail = name })];
        });
        return await FindControllerAsync(name, cancel) ?? throw new InvalidOperationException("The controller was not written.");
    }

    /// <summary>Who types commands: the operating system's user, under a random id.</summary>
    public async Task<Actor> OperatorAsync(string user, CancellationToken cancel)
    {
        if (await FindActorAsync(ActorKind.Operator, user, cancel) is { } known) return known;
        await SubmitAsync(context =>
        {
            if (context.Actors.Any(a => a.Kind == ActorKind.Operator && a.Name == user)) return [];
            var id = RandomId.New();
            context.Actors.Add(new ActorRow { Id = id, Kind = ActorKind.Operator, Name = user });
            return [new HouseFact(EventKind.ActorNamed, 0, (long)ActorKind.Operator, new Evidence { Detail = $"{id} {user}" })];
        });
        return await FindActorAsync(ActorKind.Operator, user, cancel) ?? throw new InvalidOperationException("The operator was not written.");
    }

    private Task<ChangeResult> SubmitAsync(Func<CenterContext, IReadOnlyList<HouseFact>> work) =>
        writer.SubmitAsync(new HouseChange(new Act(Channel.System, Actor.System, clock.GetUtcNow(), LawfulBasis.None, 0, 0), work));

    private async Task<int?> FindControllerAsync(string name, CancellationToken cancel)
    {
        await using var context = database.CreateContext();
        return await context.Controllers.Where(c => c.Name == name).Select(c => (int?)c.Number).SingleOrDefaultAsync(cancel);
    }

    private async Task<Actor?> FindActorAsync(ActorKind kind, string name, CancellationToken cancel)
    {
        await using var context = database.CreateContext();
        var id = await context.Actors.Where(a => a.Kind == kind && a.Name == name).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(cancel);
        return id is { } found ? new Actor(kind, found) : null;
    }
}
