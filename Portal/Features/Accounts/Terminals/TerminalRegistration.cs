using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.Accounts.Terminals;

/// <summary>端末の登録, at the terminal itself and before anybody signs in: plain HTML, no script and no circuit.</summary>
public static class TerminalRegistration
{
    /// <summary>Nobody has signed in yet: the log names the act instead of a person.</summary>
    public static Staff Registrar(string terminal) => new("terminal", "端末登録", "", terminal, new HashSet<Permission>());

    public static void MapTerminalRegistration(this IEndpointRouteBuilder app)
    {
        var terminal = app.MapGroup(Addresses.RegisterTerminal).AllowAnonymous();
        terminal.MapGet("", ShowAsync);
        terminal.MapPost("", RegisterAsync);
    }

    private static async Task<RazorComponentResult<RegisterTerminalPage>> ShowAsync(IDbContextFactory<PortalDb> dbFactory, HttpContext context, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return Page(known: (await TerminalFinder.FindAsync(db, context, cancellationToken))?.Name);
    }

    private static async Task<RazorComponentResult<RegisterTerminalPage>> RegisterAsync(
        [FromForm] string? code, IDbContextFactory<PortalDb> dbFactory, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var hash = Terminal.CodeHashOf(code);
        var terminal = await db.Terminals.SingleOrDefaultAsync(t => t.CodeHash == hash, cancellationToken);
        try
        {
            var secret = terminal?.Register(code, context.Connection.RemoteIpAddress, now)
                ?? throw new RuleException("登録コードが違うか、すでに使われています。紙のコードを確かめて、もう一度入力してください。");
            db.Add(OperationLogEntry.For(
                Registrar(terminal.Name), now, Operation.TerminalRegistered, subjectId: terminal.TerminalId, detail: $"アドレス {context.Connection.RemoteIpAddress}"));
            await db.SaveChangesAsync(cancellationToken);
            TerminalCookie.Write(context, terminal, secret);
            return Page(registered: terminal.Name);
        }
        catch (DbUpdateConcurrencyException)
        {
            await LogFailureAsync(dbFactory, terminal, context, now, cancellationToken);
            return Page(error: "このコードは、たったいま別の画面で使われました。指定管理者に新しいコードの発行を依頼してください。");
        }
        catch (RuleException refused)
        {
            await LogFailureAsync(dbFactory, terminal, context, now, cancellationToken);
            return Page(error: refused.Message);
        }
    }

    private static async Task LogFailureAsync(IDbContextFactory<PortalDb> dbFactory, Terminal? terminal, HttpContext context, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Add(OperationLogEntry.For(
            Registrar(terminal?.Name ?? ""), now, Operation.TerminalRegistered, subjectId: terminal?.TerminalId,
            detail: $"アドレス {context.Connection.RemoteIpAddress}", result: OperationResult.Failed));
        await db.SaveChangesAsync(cancellationToken);
    }

    private static RazorComponentResult<RegisterTerminalPage> Page(string? known = null, string? registered = null, string? error = null) =>
        new(new { Known = known, Registered = registered, Error = error })
        {
            StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
}
