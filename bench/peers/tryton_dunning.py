#!/usr/bin/python3
"""Tryton's account_dunning on PostgreSQL: so many overdue lines, and how long its dunnings take.

    tryton_dunning.py POSTGRESQL_URI DEBTORS [--fee] [--process batches|wizard]

Makes a database of its own on the server (postgresql://user@/?host=FOLDER), one party and one overdue line for each
debtor, then times creating the dunnings and processing them: in batches of a hundred, each committed, or by the wizard,
all at once. Prints one line of JSON. Needs Debian's tryton-server and the modules account-dunning and
account-dunning-fee; install_tryton.sh brings them.
"""
import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from decimal import Decimal

MODULES = ["account_dunning", "account_dunning_fee"]
OVERDUE_DAYS = 10


def start(uri, name):
    """A new database with the modules, and its pool."""
    import psycopg2
    from trytond.config import config

    server = psycopg2.connect(uri.replace("/?", "/postgres?"))
    server.autocommit = True
    server.cursor().execute(f'CREATE DATABASE "{name}"')
    server.close()
    settings = tempfile.NamedTemporaryFile("w", suffix=".conf", delete=False)
    settings.write(f"[database]\nuri = {uri}\n")
    settings.close()
    password = tempfile.NamedTemporaryFile("w", delete=False)
    password.write("only-for-measuring")
    password.close()
    subprocess.run(["trytond-admin", "-c", settings.name, "-d", name, "-u", *MODULES, "--activate-dependencies",
                    "--email", "admin@example.org"], check=True, env={**os.environ, "TRYTONPASSFILE": password.name},
                   stdout=subprocess.DEVNULL)
    config.update_etc(settings.name)
    os.unlink(settings.name)
    os.unlink(password.name)

    from trytond.pool import Pool

    pool = Pool(name)
    pool.init()
    return pool


def create(pool, model, **values):
    record, = pool.get(model).create([values])
    return record


def make_company(pool):
    currency = create(pool, "currency.currency", name="Danish krone", symbol="kr", code="DKK", digits=2,
                      rounding=Decimal("0.01"))
    party = create(pool, "party.party", name="Borgby Municipality")
    return create(pool, "company.company", party=party.id, currency=currency.id)


def make_books(pool, company, today):
    """Accounts, a fiscal year around today, and a journal."""
    data = pool.get("ir.model.data")
    types = {}
    for name, flags in {"receivable": {"statement": "balance", "assets": True, "receivable": True},
                        "revenue": {"statement": "income", "revenue": True}}.items():
        types[name] = create(pool, "account.account.type", name=name, company=company.id, **flags)
    receivable = create(pool, "account.account", name="Receivable", company=company.id, type=types["receivable"].id,
                        reconcile=True, party_required=True)
    revenue = create(pool, "account.account", name="Revenue", company=company.id, type=types["revenue"].id)
    moves = create(pool, "ir.sequence", name="Moves", company=company.id,
                   sequence_type=data.get_id("account", "sequence_type_account_move"))
    year = create(pool, "account.fiscalyear", name=str(today.year), company=company.id,
                  start_date=today - datetime.timedelta(days=400), end_date=today + datetime.timedelta(days=40),
                  post_move_sequence=moves.id)
    create(pool, "account.period", name="all", fiscalyear=year.id, start_date=year.start_date,
           end_date=year.end_date, type="standard")
    numbers = create(pool, "ir.sequence", name="Journal", company=company.id,
                     sequence_type=data.get_id("account", "sequence_type_account_journal"))
    journal = create(pool, "account.journal", name="Claims", code="CLAIMS", type="general", sequence=numbers.id)
    return receivable, revenue, journal


def make_fee(pool, revenue, journal):
    unit, = pool.get("product.uom").search([("name", "=", "Unit")])
    category = create(pool, "product.category", name="Fees", accounting=True, account_revenue=revenue.id)
    template = create(pool, "product.template", name="Reminder fee", type="service", list_price=Decimal(250),
                      default_uom=unit.id, account_category=category.id,
                      products=[("create", [{}])])
    return create(pool, "account.dunning.fee", name="Reminder fee", product=template.products[0].id,
                  journal=journal.id, compute_method="list_price")


def make_lines(pool, transaction, debtors, procedure, books, today):
    """One party with one overdue line each, posted; not timed."""
    receivable, revenue, journal = books
    party_model, move_model = pool.get("party.party"), pool.get("account.move")
    period, = pool.get("account.period").search([])
    due = today - datetime.timedelta(days=OVERDUE_DAYS)
    for first in range(0, debtors, 500):
        count = min(500, debtors - first)
        parties = party_model.create([{"name": f"Debtor {first + i}", "dunning_procedure": procedure.id}
                                      for i in range(count)])
        moves = move_model.create([{
            "journal": journal.id, "period": period.id, "date": due,
            "lines": [("create", [
                {"account": receivable.id, "party": party.id, "debit": Decimal(1000), "credit": Decimal(0),
                 "maturity_date": due},
                {"account": revenue.id, "debit": Decimal(0), "credit": Decimal(1000)},
            ])],
        } for party in parties])
        move_model.post(moves)
        transaction.commit()


def process(pool, transaction, how):
    """Processes all drafts; the seconds it took."""
    dunning_model = pool.get("account.dunning")
    drafts = [d.id for d in dunning_model.search([("state", "=", "draft")])]
    begun = time.perf_counter()
    if how == "wizard":
        wizard = pool.get("account.dunning.process", type="wizard")
        with transaction.set_context(active_model="account.dunning", active_ids=drafts, active_id=drafts[0]):
            session, _, _ = wizard.create()
            wizard.execute(session, {}, "process")
        transaction.commit()
    else:
        for at in range(0, len(drafts), 100):
            dunning_model.process(dunning_model.browse(drafts[at:at + 100]))
            transaction.commit()
    seconds = time.perf_counter() - begun
    left = dunning_model.search([("state", "=", "draft")], count=True)
    if left:
        sys.exit(f"{left} dunnings were not processed")
    return seconds


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("uri")
    arguments.add_argument("debtors", type=int)
    arguments.add_argument("--fee", action="store_true")
    arguments.add_argument("--process", choices=["batches", "wizard"], default="batches")
    asked = arguments.parse_args()
    name = f"tryton_{os.getpid()}"
    today = datetime.date.today()
    pool = start(asked.uri, name)

    from trytond.transaction import Transaction

    with Transaction().start(name, 0, context={"_check_access": False}) as transaction:
        company = make_company(pool)
        pool.get("res.user").write(pool.get("res.user").search([]), {
            "companies": [("add", [company.id])], "company": company.id})
        transaction.commit()
    with Transaction().start(name, 1, context={"company": company.id, "_check_access": False}) as transaction:
        books = make_books(pool, company, today)
        fee = make_fee(pool, books[1], books[2]) if asked.fee else None
        procedure = create(pool, "account.dunning.procedure", name="Municipal", levels=[("create", [{
            "sequence": 1, "overdue": datetime.timedelta(days=5), "fee": fee.id if fee else None}])])
        transaction.commit()
        make_lines(pool, transaction, asked.debtors, procedure, books, today)

        dunning_model = pool.get("account.dunning")
        begun = time.perf_counter()
        dunning_model.generate_dunnings(date=today)
        transaction.commit()
        creating = time.perf_counter() - begun
        if dunning_model.search([], count=True) != asked.debtors:
            sys.exit("not every debtor got a dunning")
        processing = process(pool, transaction, asked.process)
        fees = pool.get("account.dunning.fee.dunning_level").search([], count=True)
        if fees != (asked.debtors if asked.fee else 0):
            sys.exit(f"{fees} fees were posted")
    print(json.dumps({"debtors": asked.debtors, "fee": asked.fee, "process": asked.process,
                      "create_seconds": round(creating, 3), "process_seconds": round(processing, 3)}))


if __name__ == "__main__":
    main()
