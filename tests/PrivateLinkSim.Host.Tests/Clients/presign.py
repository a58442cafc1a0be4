"""Makes presigned requests with boto3, spoils some of them, sends them and prints a line for each: presign.py URL CREDENTIALS."""
import configparser
import datetime
import json
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

import boto3
import botocore.auth
from botocore.signers import RequestSigner

REGION = "us-east-1"
TRUST = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole"}}
NOW = botocore.auth.get_current_datetime


class Signer:
    def __init__(self, url, *keys):
        self.url, self.session = url, boto3.session.Session(*keys, region_name=REGION)

    def client(self, service):
        return self.session.client(service, endpoint_url=self.url)

    def sign(self, service, operation, method="GET", minutes=0, seconds=60):
        """A presigned request, as of so many minutes from now, that gives itself so many seconds."""
        botocore.auth.get_current_datetime = lambda *given, **named: NOW(*given, **named) + datetime.timedelta(minutes=minutes)
        try:
            return self.client(service).generate_presigned_url(operation, ExpiresIn=seconds, HttpMethod=method)
        finally:
            botocore.auth.get_current_datetime = NOW

    def token_of(self, cluster):
        """What is inside a token of EKS: a call that names the cluster in a header of its own."""
        client = self.session.client("sts", endpoint_url=self.url)
        signer = RequestSigner(client.meta.service_model.service_id, REGION, "sts", "v4", self.session.get_credentials(), self.session.events)
        asked = {"method": "GET", "url": f"{self.url}/?Action=GetCallerIdentity&Version=2011-06-15", "body": {}, "headers": {"x-k8s-aws-id": cluster}, "context": {}}
        return signer.generate_presigned_url(asked, region_name=REGION, expires_in=60, operation_name="")


def without(url, name):
    return re.sub(rf"{name}=[^&]*&?", "", url).rstrip("&")


def replaced(url, name, value):
    return re.sub(rf"{name}=[^&]*", f"{name}={urllib.parse.quote(value, safe='')}", url)


def say(what, url, method="GET", headers={}):
    request = urllib.request.Request(url, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            status, body = answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        status, body = error.code, error.read().decode()
    if body.startswith("{"):
        found = [json.loads(body).get(name, "") for name in ("__type", "message")]
    else:
        found = re.findall(r"<(?:Arn|Code|Message)>([^<]*)<", body) if status != 200 or "GetCallerIdentity" in body else []
    told = re.sub(r"\d{8}T\d{6}Z|(?<=!= ')\d{8}(?=')", "TIME", ": ".join(each for each in found if each))
    print(f"{what}: {status} {told}".rstrip())


def main(url, credentials):
    file = configparser.ConfigParser(interpolation=None)
    file.read(credentials)
    keys = {name: (file[name]["aws_access_key_id"], file[name]["aws_secret_access_key"]) for name in file.sections()}
    root, nobody = Signer(url, *keys["customer"]), Signer(url, *keys["customer.nobody"])
    good = root.sign("sts", "get_caller_identity")

    say("sts by GET", good)
    say("sts by POST", root.sign("sts", "get_caller_identity", "POST"), "POST")
    say("made for POST, sent by GET", root.sign("sts", "get_caller_identity", "POST"))
    say("a token of EKS", root.token_of("orders"), headers={"x-k8s-aws-id": "orders"})
    say("a token of EKS for another cluster", root.token_of("orders"), headers={"x-k8s-aws-id": "rates"})
    say("a token of EKS without its header", root.token_of("orders"))
    for service, operation in (("ec2", "describe_vpcs"), ("elbv2", "describe_load_balancers"), ("iam", "list_users"), ("arc-zonal-shift", "list_zonal_shifts")):
        say(f"{service} by the root", root.sign(service, operation))
        say(f"{service} by a user without policies", nobody.sign(service, operation))

    say("sts, 14 minutes old, for one minute", root.sign("sts", "get_caller_identity", minutes=-14))
    say("sts, 16 minutes old, for one hour", root.sign("sts", "get_caller_identity", minutes=-16, seconds=3600))
    say("sts, 14 minutes ahead", root.sign("sts", "get_caller_identity", minutes=14))
    say("sts, 16 minutes ahead", root.sign("sts", "get_caller_identity", minutes=16))
    say("ec2, 40 minutes old, for half an hour", root.sign("ec2", "describe_vpcs", minutes=-40, seconds=1800))
    say("ec2, 50 minutes old, for half an hour", root.sign("ec2", "describe_vpcs", minutes=-50, seconds=1800))
    say("ec2, 16 minutes ahead", root.sign("ec2", "describe_vpcs", minutes=16))
    say("arc-zonal-shift, 16 minutes old", root.sign("arc-zonal-shift", "list_zonal_shifts", minutes=-16))

    last = "0" if good[-1] != "0" else "1"
    say("another signature", good[:-1] + last)
    say("another secret", Signer(url, keys["customer"][0], "other").sign("sts", "get_caller_identity"))
    say("another secret, ec2", Signer(url, keys["customer"][0], "other").sign("ec2", "describe_vpcs"))
    say("another parameter", f"{good}&Colour=red")
    say("another expiry", replaced(good, "X-Amz-Expires", "3600"))
    say("a key that nobody made", Signer(url, "AKIAAAAAAAAAAAAAAAAA", "any").sign("sts", "get_caller_identity"))
    say("a key that nobody made, ec2", Signer(url, "AKIAAAAAAAAAAAAAAAAA", "any").sign("ec2", "describe_vpcs"))
    say("a key that says an account", Signer(url, "444455556666", "any").sign("sts", "get_caller_identity"))

    role = root.client("iam").create_role(RoleName="visitor", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    made = root.client("sts").assume_role(RoleArn=role, RoleSessionName="ci")["Credentials"]
    session = Signer(url, made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"]).sign("sts", "get_caller_identity")
    say("a session", session)
    say("a session without its token", without(session, "X-Amz-Security-Token"))
    say("a session with another token", replaced(session, "X-Amz-Security-Token", "bm9uc2Vuc2U="))

    for name in ("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Signature"):
        say(f"without {name}", without(good, name))
    say("without either", without(without(good, "X-Amz-Credential"), "X-Amz-Signature"))
    say("another algorithm", replaced(good, "X-Amz-Algorithm", "AWS4-HMAC-SHA1"))
    say("a credential in four parts", replaced(good, "X-Amz-Credential", "AKIA/20260101/us-east-1/sts"))
    say("a credential of another day", replaced(good, "X-Amz-Credential", f"{keys['customer'][0]}/20150830/us-east-1/sts/aws4_request"))
    say("a date that is none", replaced(good, "X-Amz-Date", "yesterday"))


main(*sys.argv[1:])
