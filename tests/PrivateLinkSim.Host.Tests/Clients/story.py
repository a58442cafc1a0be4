"""Tells a story with boto3 or with the AWS CLI (its program in this process) and prints a line for each step.

story.py boto3|cli STORY URL NAME=VALUE...

Callers are the roots of two accounts with keys that say so, or with those of credentials=FILE, and whoever is given keys on the way.
"""
import configparser
import contextlib
import datetime
import io
import json
import os
import re
import subprocess
import sys
import urllib.request

import botocore
import botocore.session

ROOTS = {"shop": ("111122223333", "any", None), "customer": ("444455556666", "any", None)}


class Refused(Exception):
    """The call was refused with this code and text."""


class Boto3:
    def __init__(self, url, keys):
        import boto3

        self.url, self.keys, self.boto3, self.clients = url, keys, boto3, {}

    def call(self, who, region, service, operation, parameters):
        from botocore.exceptions import ClientError

        keys = self.keys[who]
        if (keys, region, service) not in self.clients:
            self.clients[keys, region, service] = self.boto3.session.Session(*keys, region_name=region).client(service, endpoint_url=self.url)
        try:
            return getattr(self.clients[keys, region, service], botocore.xform_name(operation))(**parameters)
        except ClientError as error:
            raise Refused(error.response["Error"]["Code"], error.response["Error"]["Message"])


class Cli:
    def __init__(self, url, keys):
        self.url, self.keys = url, keys

    def call(self, who, region, service, operation, parameters):
        from awscli.clidriver import create_clidriver

        key, secret, token = self.keys[who]
        os.environ.update(AWS_ACCESS_KEY_ID=key, AWS_SECRET_ACCESS_KEY=secret, AWS_SESSION_TOKEN=token or "")
        # A driver is made for one command, as in a process of its own.
        driver = create_clidriver()
        command = [service, self.dashed(operation), "--endpoint-url", self.url, "--region", region, "--output", "json", *self.options(parameters)]
        output, errors = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            code = driver.main(command)
        if code:
            found = re.search(r"An error occurred \((\w[\w.]*)\) when calling the \w+ operation(?: \(reached max retries: \d+\))?: (.*)", errors.getvalue())
            if not found:
                raise RuntimeError(f"aws {' '.join(command)}: {errors.getvalue()}")
            raise Refused(*found.groups())
        return json.loads(output.getvalue() or "{}")

    def options(self, parameters):
        for name, value in parameters.items():
            dashed = self.dashed(name)
            if value is True:
                yield f"--{dashed}"
            elif value is False:
                yield f"--no-{dashed}"
            elif isinstance(value, list) and all(isinstance(item, str) for item in value):
                yield from (f"--{dashed}", *value)
            else:
                yield from (f"--{dashed}", value if isinstance(value, str) else json.dumps(value))

    @staticmethod
    def dashed(name):
        return botocore.xform_name(name, "-")


def filled(value, names):
    if isinstance(value, dict):
        return {key: filled(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, names) for each in value]
    return re.sub(r"\$\{(\w+)\}", lambda name: names[name.group(1)], value) if isinstance(value, str) else value


def find(answer, path):
    found = [answer]
    for part in path.split("."):
        found = [item for each in found for item in step(each, part)]
    return found


def step(value, part):
    if part == "*":
        return value or []
    if part.isdigit():
        return value[int(part):int(part) + 1] if value else []
    return [value[part]] if value and part in value else []


def text(value):
    if isinstance(value, list):
        return ",".join(text(each) for each in value)
    if isinstance(value, datetime.datetime):
        return str(value.timestamp())
    return str(value).lower() if isinstance(value, bool) else str(value)


def control(url, path, body):
    request = urllib.request.Request(f"{url}/_plsim{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def roots(credentials):
    file = configparser.ConfigParser(interpolation=None)
    file.read(credentials)
    return {name: (file[name]["aws_access_key_id"], file[name]["aws_secret_access_key"], None) for name in file.sections()}


def main(client, story, url, *given):
    names = dict(each.split("=", 1) for each in given)
    keys = roots(names["credentials"]) if "credentials" in names else dict(ROOTS)
    caller = {"boto3": Boto3, "cli": Cli}[client](url, keys)
    with open(story, encoding="utf-8") as file:
        steps = json.load(file)
    for each in steps:
        if "control" in each:
            control(url, each["control"], filled(each["body"], names))
            print(each["control"], json.dumps(filled(each["body"], names), separators=(",", ":")))
            continue
        if "dig" in each:
            asked = filled(each["dig"], names)
            answer = subprocess.run(["dig", "+short", "+tries=1", *asked], capture_output=True, text=True, check=True)
            print("dig", asked[-2], ",".join(sorted(answer.stdout.split())))
            continue
        service, operation = each["call"].split(":")
        try:
            answer = caller.call(each["by"], each["region"], service, operation, filled(each.get("with", {}), names))
            names |= {name: find(answer, path)[0] for name, path in each.get("keep", {}).items()}
            for name, path in each.get("keys", {}).items():
                made = find(answer, path)[0]
                keys[name] = (made["AccessKeyId"], made["SecretAccessKey"], made.get("SessionToken"))
            if "save" in each and "folder" in names:
                with open(os.path.join(names["folder"], each["save"] + ".json"), "w", encoding="utf-8") as file:
                    json.dump(answer, file, indent=4)
            told = [names[name] for name in each.get("keep", {})] + [text(find(answer, path)) for path in each.get("tell", [])]
        except Refused as refused:
            told = [f"refused {': '.join(refused.args[:2 if each.get('saying') else 1])}"]
        print(f"{each['by']} {each['region']} {operation}:", "; ".join(told))


main(*sys.argv[1:])
